package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells whether a mutation that repeats an idempotency key asks for the same: SHA-256 of the field and its arguments. */
final class Fingerprint {

    private Fingerprint() {}

    /** Equal for equal arguments in any order of their names, and in any way of writing their numbers. */
    static Buffer of(String field, Map<String, @Nullable Object> arguments) {
        MessageDigest digest = sha256();
        digest.update(field.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Buffer.buffer(digest.digest(Json.write(canonical(arguments)).getBytes()));
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), canonical(member)));
            return sorted;
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(canonical(item)));
            return items;
        }
        if (value instanceof Number number && !(value instanceof BigInteger)) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        return value instanceof BigInteger big ? new BigDecimal(big).stripTrailingZeros() : value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
