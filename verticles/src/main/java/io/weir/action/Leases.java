package io.weir.action;

import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.config.ActionsConfig;
import io.weir.flow.Timing;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of this node, prolonged again and again while it lives. One that was lost is only noted: the store refuses
 * what is then found out. Belongs to one event loop.
 */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final ActionsConfig config;
    private final Timing timing;
    private final Metrics metrics;
    private final Map<UUID, Claim> held = new LinkedHashMap<>();
    private boolean failing;

    Leases(Ledger ledger, ActionsConfig config, Timing timing, Metrics metrics) {
        this.ledger = ledger;
        this.config = config;
        this.timing = timing;
        this.metrics = metrics;
    }

    /** Begins to prolong. */
    void start() {
        timing.after(failing ? SOON : config.heartbeat(), this::beat);
    }

    /** Whether they could not be prolonged when that was tried last. */
    boolean failing() {
        return failing;
    }

    /** A claim was made. */
    void hold(Claim claim) {
        held.put(claim.id(), claim);
    }

    /** It has ended. */
    void drop(Claim claim) {
        held.remove(claim.id(), claim);
    }

    /** Whether a claim is still this node's, as far as it knows. */
    boolean holds(Claim claim) {
        return claim.equals(held.get(claim.id()));
    }

    /** Those that are held now. */
    List<Claim> held() {
        return List.copyOf(held.values());
    }

    private void beat() {
        List<Claim> claims = held();
        if (claims.isEmpty()) {
            failing = false;
            start();
            return;
        }
        ledger.renew(claims, config.lease()).onComplete((renewed, failure) -> {
            failing = failure != null;
            if (failure == null) {
                compare(claims, new HashSet<>(renewed));
            } else {
                LOG.atDebug()
                        .addKeyValue(LogKey.COUNT, claims.size())
                        .log("leases were not prolonged: the store did not answer");
            }
            start();
        });
    }

    private void compare(List<Claim> claims, Set<UUID> renewed) {
        for (Claim claim : claims) {
            if (!renewed.contains(claim.id()) && held.remove(claim.id(), claim)) {
                metrics.action(claim.field()).leasesLost().increment();
                LOG.atWarn()
                        .addKeyValue(LogKey.ACTION, claim.field())
                        .addKeyValue(LogKey.ACTION_ID, claim.id())
                        .log("the lease of an action was lost: what this node finds out is forgotten");
            }
        }
    }
}
