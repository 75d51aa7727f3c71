package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What clients are told of subgraphs' errors, beyond the message, the path and the code.
 *
 * @param extensions names of extensions that are handed on
 */
public record ErrorsConfig(List<String> extensions) {

    private static final ListOf<String> EXTENSIONS =
            new ListOf<>(Values.text("an extension's name", Pattern.compile("[A-Za-z0-9_.-]{1,64}")));

    static final Shape<ErrorsConfig> SHAPE = keys -> new ErrorsConfig(keys.optional(
            "extensions",
            EXTENSIONS,
            List.of(),
            "Extensions of subgraphs' errors that clients see too; `code` and `serviceName` they always see."));

    /** What an empty {@code errors:} means. */
    public static final ErrorsConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public ErrorsConfig {
        EXTENSIONS.check("extensions", extensions);
        extensions = List.copyOf(extensions);
    }
}
