package io.weir.log;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.EventAttributes;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LoggedEvent;
import io.weir.json.MalformedJsonException;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.Moved;
import io.weir.source.PublicBody;
import io.weir.telemetry.LogMeters;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the events of models from where their writes left them to the log, in their order, and tells whoever listens on
 * the bus. Every log of a cluster does so, one at a time. It looks when it is told that there is something, and from time
 * to time. Belongs to one event loop.
 */
final class ModelRelay {

    private static final Logger LOG = LoggerFactory.getLogger(ModelRelay.class);

    /** What one statement moves: what a commit costs is shared well before that. */
    private static final int BATCH_EVENTS = 1_000;

    private static final long BATCH_BYTES = 4 << 20;

    private final Vertx vertx;
    private final LogLedger ledger;
    private final BooleanSupplier wanted;
    private final Duration poll;
    private final LogMeters metrics;
    private final Consumer<LogAdvanced> stored;
    private boolean running;
    /** Told while it ran. */
    private boolean again;
    /** Whether to wait for the next look: somebody else is at it, or the store is away. */
    private boolean held;

    private boolean stopped;

    /**
     * Moves nothing yet.
     *
     * @param wanted whether there are models
     * @param poll how often to look
     * @param stored hears of every batch, before the bus does
     */
    ModelRelay(
            Vertx vertx,
            LogLedger ledger,
            BooleanSupplier wanted,
            Duration poll,
            LogMeters metrics,
            Consumer<LogAdvanced> stored) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.wanted = wanted;
        this.poll = poll;
        this.metrics = metrics;
        this.stored = stored;
    }

    void start() {
        look();
    }

    void stop() {
        stopped = true;
    }

    /** There is something to move. */
    void onWritten() {
        again = true;
        if (!held) {
            run();
        }
    }

    private void look() {
        if (stopped) {
            return;
        }
        held = false;
        if (wanted.getAsBoolean()) {
            onWritten();
        }
        vertx.setTimer(poll.toMillis(), timer -> look());
    }

    private void run() {
        if (running || stopped || !again) {
            return;
        }
        running = true;
        again = false;
        long began = System.nanoTime();
        ledger.moveModels(BATCH_EVENTS, BATCH_BYTES).onComplete((moved, failure) -> {
            running = false;
            if (failure != null) {
                metrics.failures().increment();
                LOG.debug("the events of models cannot be moved to the log now", failure);
                held = true;
                return;
            }
            held = moved.elsewhere();
            if (!moved.events().isEmpty()) {
                metrics.appended(System.nanoTime() - began);
                onMoved(moved);
            }
            if (!held) {
                run();
            }
        });
    }

    private void onMoved(Moved moved) {
        again = true; // there may be more
        metrics.events().increment(moved.events().size());
        stored.accept(new LogAdvanced(moved.store(), moved.after(), moved.through(), moved.events()));
        moved.events().forEach(this::publish);
    }

    /** For whoever listens on the bus: as if somebody had published on the topic. */
    private void publish(LoggedEvent event) {
        DeliveryOptions options = new DeliveryOptions().addHeader(PublicBody.LOGGED, "true");
        PublicBody.headers(options, EventAttributes.NONE.withDepth(event.depth()));
        vertx.eventBus().publish(event.topic(), body(event), options);
    }

    private static Object body(LoggedEvent event) {
        try {
            return PublicBody.encode(event.payload());
        } catch (MalformedJsonException e) { // it nests too deep for us, but may be of use to others
            return event.payload();
        }
    }
}
