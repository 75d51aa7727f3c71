package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;

/**
 * The consistency tokens that clients get.
 *
 * @param lifetime how long one is good for
 * @param rotation how often the key changes that they are sealed with
 */
public record TokensConfig(Duration lifetime, Duration rotation) {

    private static final Scalar<Duration> LIFETIME = Values.duration(Duration.ofSeconds(1), Duration.ofDays(1));
    private static final Scalar<Duration> ROTATION = Values.duration(Duration.ofSeconds(1), Duration.ofDays(365));

    static final Shape<TokensConfig> SHAPE = keys -> new TokensConfig(
            keys.optional("lifetime", LIFETIME, Duration.ofMinutes(10), "How long a token is good for."),
            keys.optional(
                    "rotation",
                    ROTATION,
                    Duration.ofDays(1),
                    "How often the key changes that tokens are sealed with."));

    /** Ten minutes, and a key a day. */
    public static final TokensConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public TokensConfig {
        LIFETIME.check("lifetime", lifetime);
        ROTATION.check("rotation", rotation);
    }
}
