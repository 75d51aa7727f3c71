package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.cluster.Peers;
import io.weir.log.ledger.LogLedger;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logged topics of a bridged provider: the broker keeps their events in one queue for all who share the store. */
final class BrokerSources {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSources.class);
    private static final String QUEUE = "weir.log.";
    private static final long PATIENCE_MILLIS = Duration.ofSeconds(10).toMillis();

    private final EventBus bus;
    private final Peers peers;
    private final String provider;
    private final LogLedger ledger;
    private final Duration keep;
    /** The bridge that was asked last; empty before the first time. */
    private String asked = "";

    /**
     * Asks the bridge of a provider.
     *
     * @param keep how long the broker keeps a queue that no one reads
     */
    BrokerSources(EventBus bus, Peers peers, String provider, LogLedger ledger, Duration keep) {
        this.bus = bus;
        this.peers = peers;
        this.provider = provider;
        this.ledger = ledger;
        this.keep = keep;
    }

    /**
     * Done when the broker keeps every event of these patterns that is published from now on.
     *
     * @param fresh see {@link LogTopics}
     */
    Future<Void> bind(List<String> patterns, List<String> retired, boolean fresh) {
        if (patterns.isEmpty() && retired.isEmpty()) {
            return Future.succeededFuture();
        }
        return ledger.head()
                .compose(head -> bus.request(
                        chosen(),
                        new LogTopics(provider, queue(head.store()), fresh, keep.toMillis(), patterns, retired),
                        new DeliveryOptions().setSendTimeout(PATIENCE_MILLIS)))
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(lost(failure) ? told() : failure));
    }

    /** Whether another bridge than the one that was asked last is to be asked now. */
    boolean moved() {
        return !asked.isEmpty() && !bridge().equals(asked);
    }

    /** An address where nobody listens, when no node has bridges. */
    private String bridge() {
        return BusAddress.provider(
                peers.members().nearestBridge(provider, QUEUE).orElse(""), provider);
    }

    private String chosen() {
        asked = bridge();
        return asked;
    }

    private static boolean lost(Throwable failure) {
        return failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && reply.failureCode() == BusFailure.QUEUE_LOST.code();
    }

    private Throwable told() {
        LOG.atWarn()
                .addKeyValue(LogKey.PROVIDER, provider)
                .log("the broker no longer has the queue that kept events for the log: who resumes is told of a gap");
        return new EventsLostException("the broker's queue was lost");
    }

    /** The same for all nodes with the store, and no one else's. */
    private static String queue(long store) {
        return QUEUE + HexFormat.of().toHexDigits(store);
    }
}
