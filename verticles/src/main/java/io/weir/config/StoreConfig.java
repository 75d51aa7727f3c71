package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.FolderPath;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where everything durable is kept. */
public sealed interface StoreConfig {

    /** A server of the node's own. */
    StoreConfig DEFAULT = Embedded.SHAPE.defaults();

    /** The connections to it. */
    PoolConfig pool();

    /**
     * A PostgreSQL server that comes with Weir, runs beside the node and keeps its data in a folder.
     *
     * @param path the folder, for one node at a time
     * @param port the port that the server listens on, on the loopback address; 0 takes a free one
     */
    record Embedded(Path path, int port, PoolConfig pool) implements StoreConfig {

        static final Shape<Embedded> SHAPE = keys -> new Embedded(
                keys.optional(
                        "path",
                        new FolderPath(),
                        Path.of("data"),
                        "The folder that the embedded server keeps its data in; for one node at a time."),
                keys.optional(
                        "port",
                        Rules.PORT,
                        0,
                        "The port that the embedded server listens on, on 127.0.0.1; 0 takes a free one."),
                keys.optional(
                        "pool", new Section<>(PoolConfig.SHAPE), PoolConfig.DEFAULT, "The connections to the store."));

        /** Checks every rule. */
        public Embedded {
            Rules.PORT.check("port", port);
        }

        /** That folder, and defaults for the rest. */
        public static Embedded in(Path folder) {
            return new Embedded(folder, 0, PoolConfig.DEFAULT);
        }
    }

    /**
     * A PostgreSQL server that runs elsewhere.
     *
     * @param uri {@code postgresql://user:password@host:port/database}, with {@code ?sslmode=} as libpq has it
     * @param trust PEM file of the authorities that may have signed the server's certificate; without it, those of the
     *     Java runtime
     */
    record Postgres(String uri, Optional<Path> trust, PoolConfig pool) implements StoreConfig {

        private static final Pattern FORM = Pattern.compile("postgres(?:ql)?://[^\\s/?#@:]+(?::[^\\s/?#@]*)?@"
                + "(?:\\[[0-9A-Fa-f:.]+\\]|[^\\s/?#@:,\\[\\]]+)(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
                + "/[^\\s/?#]+"
                + "(?:\\?sslmode=(?:disable|prefer|require|verify-ca|verify-full))?");
        static final Scalar<String> URI = Values.text(
                        "a URI such as postgresql://user:password@host:5432/database?sslmode=verify-full (with another"
                                + " sslmode, or none; special characters in user and password percent-encoded)",
                        FORM)
                .secret();
        private static final Pattern VERIFIES = Pattern.compile(".*\\?sslmode=verify-(?:ca|full)");

        static final Shape<Postgres> SHAPE = keys -> new Postgres(
                keys.required(
                        "uri",
                        URI,
                        "postgresql://weir:weir@localhost:5432/weir",
                        "`postgresql://` with user, password, host, port, database and, if wanted, `?sslmode=`."),
                keys.optional(
                        "trust",
                        new OptionalOf<>(new FilePath()),
                        Optional.empty(),
                        "PEM file of the authorities to trust instead of the Java runtime's, for `sslmode=verify-ca` and"
                                + " `verify-full`."),
                keys.optional(
                        "pool", new Section<>(PoolConfig.SHAPE), PoolConfig.DEFAULT, "The connections to the store."));

        /** Checks every rule. */
        public Postgres {
            URI.check("uri", uri);
            if (trust.isPresent() && !VERIFIES.matcher(uri).matches()) {
                throw new IllegalArgumentException(
                        "trust is looked at only where uri ends with ?sslmode=verify-ca or ?sslmode=verify-full");
            }
        }

        /** That server, and defaults for the rest. */
        public static Postgres at(String uri) {
            return new Postgres(uri, Optional.empty(), PoolConfig.DEFAULT);
        }

        /** The URI is a secret. */
        @Override
        public String toString() {
            return "Postgres[trust=" + trust + ", pool=" + pool + "]";
        }
    }
}
