package io.weir.plan.demand;

import graphql.language.Argument;
import graphql.language.AstPrinter;
import graphql.language.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where a field's value stands in the merged data: its name, or with arguments its name and a digest of them. Two
 * selections of one field that differ in their arguments so never meet, whoever made them: the client by aliases, or
 * {@code @requires} behind its back. It is the same for all operations, so that equal fetches have equal texts.
 */
public final class StorageKey {

    private static final int DIGEST_BYTES = 8;
    private static final int RADIX = 36;

    private StorageKey() {}

    /** The key of a selected field. */
    public static String of(Field field) {
        return field.getArguments().isEmpty()
                ? field.getName()
                : field.getName() + "_" + digest(text(arguments(field)));
    }

    /** A field's arguments in the order in which they count. */
    public static List<Argument> arguments(Field field) {
        return field.getArguments().stream()
                .sorted(Comparator.comparing(Argument::getName))
                .toList();
    }

    private static String text(List<Argument> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach(
                argument -> text.append(AstPrinter.printAstCompact(argument)).append(','));
        return text.toString();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(hash, DIGEST_BYTES)).toString(RADIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
