package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One subgraph that is asked over HTTP.
 *
 * @param name what plans, errors and metrics call it
 * @param url where it answers GraphQL requests
 * @param schema the file with its SDL; without it the subgraph is asked by {@code _service { sdl }}
 * @param call how it is called
 */
public record SubgraphConfig(String name, Optional<String> url, Optional<Path> schema, CallConfig call) {

    /** What Weir's own part of the graph is called. */
    public static final String LOCAL = "weir";

    private static final Scalar<String> NAME = Values.text(
            "a name of letters, digits and _ . - that is not \"" + LOCAL + "\"",
            Pattern.compile("(?!" + LOCAL + "$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}"));

    /** What was written may hold a password, so no message shows it. */
    private static final Scalar<String> URL = Values.text(
                    "an http:// or https:// URL without user, password and fragment"
                            + " (credentials belong in headers.set)",
                    Pattern.compile("https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:" + Rules.PORT_NUMBER
                            + ")?(/[^\\s?#]*)?(\\?[^\\s#]*)?"))
            .secret();

    /** The keys of one subgraph; those it does not give are as the defaults say. */
    static Shape<SubgraphConfig> shape(CallConfig defaults) {
        return keys -> new SubgraphConfig(
                keys.required("name", NAME, "employees", "What plans, errors and metrics call it."),
                keys.optional("url", new OptionalOf<>(URL), Optional.empty(), "Where it answers GraphQL requests."),
                keys.optional(
                        "schema",
                        new OptionalOf<>(new FilePath()),
                        Optional.empty(),
                        "The file with its SDL; without it the subgraph is asked by `_service { sdl }`."),
                CallConfig.shape(defaults).of(keys));
    }

    /** Checks every rule. */
    public SubgraphConfig {
        NAME.check("name", name);
        url.ifPresent(given -> URL.check("url", given));
    }

    /** This subgraph with its SDL in a file, called as by default. */
    public static SubgraphConfig of(String name, String url, Path schema) {
        return new SubgraphConfig(name, Optional.of(url), Optional.of(schema), CallConfig.DEFAULT);
    }
}
