package io.weir.config;

import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.Optional;

/** How long clients wait for systems: the key that every kind of {@link SystemConfig} has. */
final class Waits {

    /** No wait is longer, so that none can be pinned. */
    static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ofMillis(1), Duration.ofMinutes(5));

    static final OptionalOf<Duration> TIME = new OptionalOf<>(TIMEOUT);

    static final String SAYS = "How long a client waits for it, where that differs from `consistency.timeout`.";

    private Waits() {}

    static void check(Optional<Duration> timeout) {
        timeout.ifPresent(wait -> TIMEOUT.check("timeout", wait));
    }
}
