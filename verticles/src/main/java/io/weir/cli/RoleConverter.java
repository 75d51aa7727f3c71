package io.weir.cli;

import io.weir.server.Role;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A word of {@code --roles}. */
final class RoleConverter implements ITypeConverter<Role> {

    @Override
    public Role convert(String word) {
        return Role.of(word.strip())
                .orElseThrow(() -> new TypeConversionException("\"" + word + "\" is not one of " + words()));
    }

    private static String words() {
        return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
    }
}
