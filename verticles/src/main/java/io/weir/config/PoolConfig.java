package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;

/**
 * The connections of a node to its store, and how long anything on them may take.
 *
 * @param size how many there may be
 * @param connectTimeout how long opening one may take
 * @param acquireTimeout how long a statement may wait for a free one
 * @param statementTimeout how long a statement may take; connections that are silent for longer are replaced
 */
public record PoolConfig(int size, Duration connectTimeout, Duration acquireTimeout, Duration statementTimeout) {

    private static final Scalar<Integer> SIZE = Values.integer(1, 1_000);

    /** The client counts in seconds, and in ints. */
    private static final Scalar<Duration> SECONDS = Values.duration(Duration.ofSeconds(1), Duration.ofHours(1));

    static final Shape<PoolConfig> SHAPE = keys -> new PoolConfig(
            keys.optional(
                    "size", SIZE, 8, "How many connections there may be; queries of models have half as many more."),
            keys.optional("connectTimeout", SECONDS, Duration.ofSeconds(5), "How long opening a connection may take."),
            keys.optional(
                    "acquireTimeout",
                    SECONDS,
                    Duration.ofSeconds(5),
                    "How long a statement may wait for a free connection."),
            keys.optional(
                    "statementTimeout",
                    SECONDS,
                    Duration.ofSeconds(10),
                    "How long a statement may take; connections that are silent for longer are replaced."));

    /** What a node of a few cores makes use of. */
    public static final PoolConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public PoolConfig {
        SIZE.check("size", size);
        SECONDS.check("connectTimeout", connectTimeout);
        SECONDS.check("acquireTimeout", acquireTimeout);
        SECONDS.check("statementTimeout", statementTimeout);
    }

    /** How many connections there may be beside, for queries whose cost clients decide. */
    public int queries() {
        return (size + 1) / 2;
    }
}
