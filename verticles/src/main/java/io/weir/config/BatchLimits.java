package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;

/**
 * What {@code batch} of an action may ask for; what asks for more gets so much.
 *
 * @param size commands that go to a handler together
 * @param window how long the first of them waits for others
 */
public record BatchLimits(int size, Duration window) {

    private static final Scalar<Integer> COMMANDS = Values.integer(2, 1000);

    static final Shape<BatchLimits> SHAPE = keys -> new BatchLimits(
            keys.optional("size", COMMANDS, 500, "Commands that go to a handler together."),
            keys.optional(
                    "window", Rules.TIMEOUT, Duration.ofSeconds(1), "How long the first of them waits for others."));

    /** Batches that a handler can still answer in time. */
    public static final BatchLimits DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public BatchLimits {
        COMMANDS.check("size", size);
        Rules.TIMEOUT.check("window", window);
    }
}
