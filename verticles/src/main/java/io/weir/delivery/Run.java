package io.weir.delivery;

import io.vertx.core.Future;
import io.weir.bus.LogAdvanced;
import io.weir.delivery.ledger.Lease;
import io.weir.delivery.ledger.Standing;
import io.weir.delivery.ledger.Tenure;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.telemetry.LogKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription on the node that owns it:
 *
 * <pre>
 *   log ─▶ LogFeed ─▶ Matcher ─▶ ledger ─▶ DeliveryQueue ─▶ Attempts ─▶ Courier
 *             ▲                               │   ▲             │
 *             └──────────── room ─────────────┘   └─── Judge ◀──┘
 * </pre>
 *
 * Belongs to one event loop.
 */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Parts parts;
    private final DeliveryDefinition delivery;
    private final Tenure tenure;
    private final Runnable onEnded;
    private final Persistence persistence;
    private final DeliveryQueue queue;
    private final LogFeed feed;
    private @Nullable Future<Void> stopping;

    /**
     * A run that does nothing before {@link #start}.
     *
     * @param onEnded runs when it is to be stopped: it was disabled, or another node has taken it over
     */
    Run(Parts parts, DeliveryDefinition delivery, Tenure tenure, Runnable onEnded) {
        this.parts = parts;
        this.delivery = delivery;
        this.tenure = tenure;
        this.onEnded = onEnded;
        this.persistence = new Persistence(parts.timing(), parts.pace().retry());
        TargetHealth health = new TargetHealth(
                parts, tenure.lease(), tenure.failing(), delivery.config().disableAfter(), this::disable);
        Attempts attempts = new Attempts(parts, delivery, tenure.lease(), persistence, health::onVerdict);
        this.queue = new DeliveryQueue(parts, delivery, persistence, attempts, this::onRoom);
        this.feed = new LogFeed(
                parts,
                tenure,
                new Matcher(parts.shaper(), delivery, new Judge(parts.random())),
                Topic.of(delivery),
                persistence,
                queue::full,
                queue::onCollected,
                onEnded);
    }

    void start() {
        queue.start(tenure.changes());
        feed.start(tenure.topics());
    }

    Lease lease() {
        return tenure.lease();
    }

    DeliveryDefinition delivery() {
        return delivery;
    }

    /** Whether it was told to stop. */
    boolean stopping() {
        return stopping != null;
    }

    /** The node's log has stored events. */
    void onAdvanced(LogAdvanced advanced) {
        feed.onAdvanced(advanced);
    }

    /** What the store says of it. */
    void onStanding(Standing standing) {
        if (standing.enabled()) {
            queue.onChanges(standing.changes());
        } else {
            onEnded.run();
        }
    }

    /** Begins nothing more; done once nothing is under way. */
    Future<Void> stop() {
        if (stopping == null) {
            stopping = Future.join(queue.stop(), feed.stop()).<Void>mapEmpty().otherwiseEmpty();
        }
        return stopping;
    }

    /** It is another's: what this node finds out is forgotten. */
    void abandon() {
        stop();
        persistence.end();
    }

    private void onRoom() {
        feed.run();
    }

    private void disable(String reason) {
        if (stopping()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue(LogKey.DELIVERY, delivery.name())
                .addKeyValue(LogKey.CAUSE, reason)
                .log("a subscription was disabled");
        queue.stop();
        persistence
                .persist(() -> parts.ledger().disable(tenure.lease(), reason))
                .onSuccess(stored -> onEnded.run());
    }
}
