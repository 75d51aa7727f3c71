package io.weir.config;

import io.weir.config.yaml.MapOf;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Variants;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which systems show writes, and how long reads wait for them.
 *
 * @param timeout how long a client waits for a system that does not say otherwise
 * @param patience how long a gate goes on behind a client that waits no longer
 * @param systems by name
 * @param tokens how long consistency tokens are good for
 * @param waiters how many may wait at once on one node
 * @param retention how long reports are remembered
 */
public record ConsistencyConfig(
        Duration timeout,
        Duration patience,
        Map<String, SystemConfig> systems,
        TokensConfig tokens,
        int waiters,
        Duration retention) {

    private static final MapOf<SystemConfig> SYSTEMS = new MapOf<>(
            Rules.PROVIDER,
            new Variants<>(
                    "report",
                    "How the system says how far it is.",
                    Map.of(
                            "ack", SystemConfig.Ack.SHAPE,
                            "probe", SystemConfig.Probe.SHAPE,
                            "lsn", SystemConfig.Lsn.SHAPE,
                            "log", SystemConfig.Log.SHAPE)));

    static final Shape<ConsistencyConfig> SHAPE = keys -> new ConsistencyConfig(
            keys.optional(
                    "timeout", Waits.TIMEOUT, Duration.ofSeconds(5), "How long a client waits for systems at most."),
            keys.optional(
                    "patience",
                    Rules.LONG_TIME,
                    Duration.ofHours(1),
                    "How long an action goes on waiting for its systems when its client does not wait any more."),
            keys.optional("systems", SYSTEMS, Map.of(), "The systems that writes reach, by name."),
            keys.optional(
                    "tokens", new Section<>(TokensConfig.SHAPE), TokensConfig.DEFAULT, "The tokens that clients get."),
            keys.optional("waiters", Rules.COUNT, 10_000, "Waits that a node may have under way at once."),
            keys.optional(
                    "retention",
                    Rules.LONG_TIME,
                    Duration.ofDays(7),
                    "How long the reports of systems are remembered."));

    /** No system. */
    public static final ConsistencyConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public ConsistencyConfig {
        Waits.TIMEOUT.check("timeout", timeout);
        Rules.LONG_TIME.check("patience", patience);
        if (patience.compareTo(timeout) < 0) {
            throw new IllegalArgumentException("patience is shorter than timeout: no client could wait that long");
        }
        systems = Collections.unmodifiableMap(new LinkedHashMap<>(systems));
        Rules.COUNT.check("waiters", waiters);
        Rules.LONG_TIME.check("retention", retention);
        if (retention.compareTo(patience) < 0 || retention.compareTo(tokens.lifetime()) < 0) {
            throw new IllegalArgumentException(
                    "retention is shorter than patience or tokens.lifetime: what was reported"
                            + " would be forgotten while it is waited for");
        }
    }

    /** How long a client waits for all of these systems. */
    public Duration timeout(List<String> systems) {
        return systems.stream().map(this::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** How long a client waits for this system. */
    public Duration timeout(String system) {
        SystemConfig known = systems.get(system);
        return known == null ? timeout : known.timeout().orElse(timeout);
    }
}
