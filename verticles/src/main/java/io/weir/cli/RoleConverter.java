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
        Role role = Role.of(word.strip())
                .orElseThrow(
                        () -> new TypeConversionException("\"" + word + "\" is not one of " + words(Role.values())));
        if (!role.served()) {
            throw new TypeConversionException("this version does not serve \"" + word + "\" yet, only "
                    + words(Role.all().toArray(Role[]::new)));
        }
        return role;
    }

    private static String words(Role[] roles) {
        return Arrays.stream(roles).map(Role::word).collect(Collectors.joining(", "));
    }
}
