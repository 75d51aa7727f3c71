package io.weir.action;

import io.vertx.core.Future;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.Settlement;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what became of claims, however long the store is away. Belongs to one event loop. */
final class Settling {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final Ledger ledger;
    private final Persistence persistence;
    private final Metrics metrics;

    Settling(Ledger ledger, Persistence persistence, Metrics metrics) {
        this.ledger = ledger;
        this.persistence = persistence;
        this.metrics = metrics;
    }

    /** Whether it is stored: it is not when the lease was lost, or the node stops meanwhile. Never fails. */
    Future<Boolean> store(Claim claim, Settlement settlement) {
        return persistence
                .untilAnswered(() -> ledger.settle(claim, settlement))
                .onSuccess(stored -> {
                    if (!stored) {
                        metrics.action(claim.field()).stale().increment();
                    }
                })
                .otherwise(failure -> {
                    LOG.atWarn()
                            .addKeyValue(LogKey.ACTION_ID, claim.id())
                            .addKeyValue(LogKey.CAUSE, failure)
                            .log("the outcome of an attempt could not be stored");
                    return false;
                });
    }
}
