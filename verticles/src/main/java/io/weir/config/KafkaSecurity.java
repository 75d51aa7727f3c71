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
 * How to come into a Kafka cluster.
 *
 * @param tls whether connections are encrypted, and the brokers' certificates checked
 * @param ca PEM file of the authorities to trust instead of the Java runtime's
 * @param mechanism how user and password are proven (SASL)
 * @param user empty for a cluster that asks nobody
 * @param password of the user
 */
public record KafkaSecurity(
        boolean tls, Optional<Path> ca, Mechanism mechanism, Optional<String> user, Optional<String> password) {

    /** The SASL mechanisms that are served. */
    public enum Mechanism {
        /** The password itself: only over TLS, or where nobody listens in. */
        PLAIN("PLAIN", "plain.PlainLoginModule"),
        /** A proof of the password, RFC 7677. */
        SCRAM_SHA_256("SCRAM-SHA-256", "scram.ScramLoginModule"),
        /** The same with another hash. */
        SCRAM_SHA_512("SCRAM-SHA-512", "scram.ScramLoginModule");

        private final String wireName;
        private final String module;

        Mechanism(String wireName, String module) {
            this.wireName = wireName;
            this.module = module;
        }

        /** Its registered name. */
        public String wireName() {
            return wireName;
        }

        /** The client library's class for it. */
        public String loginModule() {
            return "org.apache.kafka.common.security." + module;
        }
    }

    private static final Scalar<String> USER =
            Values.text("visible characters", Pattern.compile("[^\\x00-\\x20\\x7f]{1,256}"));
    private static final Scalar<String> PASSWORD = Values.text(
                    "a text without control characters", Pattern.compile("[^\\x00-\\x1f\\x7f]{1,1024}"))
            .secret();

    static final Shape<KafkaSecurity> SHAPE = keys -> new KafkaSecurity(
            keys.optional("tls", Rules.FLAG, false, "Whether connections use TLS."),
            keys.optional(
                    "ca",
                    new OptionalOf<>(new FilePath()),
                    Optional.empty(),
                    "PEM file of the authorities to trust instead of the Java runtime's."),
            keys.optional(
                    "mechanism",
                    Values.choice(Mechanism.class),
                    Mechanism.SCRAM_SHA_512,
                    "How user and password are proven; `plain` sends the password itself."),
            keys.optional(
                    "user", new OptionalOf<>(USER), Optional.empty(), "Who comes; without one nobody says who it is."),
            keys.optional("password", new OptionalOf<>(PASSWORD), Optional.empty(), "The user's password."));

    /** Checks every rule. */
    public KafkaSecurity {
        user.ifPresent(name -> USER.check("user", name));
        password.ifPresent(secret -> PASSWORD.check("password", secret));
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("user and password need each other");
        }
        if (ca.isPresent() && !tls) {
            throw new IllegalArgumentException("ca says whom to trust over TLS: it needs tls: true");
        }
    }

    /** User and password are secrets. */
    @Override
    public String toString() {
        return "KafkaSecurity[tls=" + tls + "]";
    }
}
