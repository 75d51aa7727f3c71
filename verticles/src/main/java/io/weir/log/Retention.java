package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.config.LogConfig;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.Segment;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.LogMeters;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the log within its age and size: goes on in another segment before the one that is written is old or large, and
 * drops the oldest as a whole. Every node does so; the store lets one at a time. Belongs to one event loop.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** How many segments share the age and the size that the log may have. */
    private static final int SHARES = 8;

    /** What a segment may have given before its positions are used up; a node may well be late. */
    private static final long MOST_POSITIONS = 1L << 31;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final int WRITERS_EVERY = 360;

    private final Vertx vertx;
    private final LogLedger ledger;
    private final LogConfig config;
    private final LogMeters metrics;
    private long sweeps;
    private boolean stopped;

    /** What is to be done next. */
    enum Step {
        NOTHING,
        ADVANCE,
        DROP
    }

    Retention(Vertx vertx, LogLedger ledger, LogConfig config, LogMeters metrics) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.config = config;
        this.metrics = metrics;
    }

    void start() {
        sweep();
    }

    void stop() {
        stopped = true;
    }

    /** What these segments need, from the oldest to the one that is written. */
    static Step next(List<Segment> segments, LogConfig config) {
        Segment oldest = segments.get(0);
        Segment written = segments.get(segments.size() - 1);
        if (oldest.closed() != null
                && (oldest.closed().compareTo(config.retention()) > 0 || bytes(segments) > config.maxSize())) {
            return Step.DROP;
        }
        boolean old = written.open().compareTo(config.retention().dividedBy(SHARES)) > 0;
        boolean large = written.bytes() > config.maxSize() / SHARES || written.used() > MOST_POSITIONS;
        return written.used() > 0 && (old || large) ? Step.ADVANCE : Step.NOTHING;
    }

    private void sweep() {
        if (stopped) {
            return;
        }
        Future<?> writers = sweeps++ % WRITERS_EVERY == 0 ? ledger.forgetWriters() : Future.succeededFuture();
        writers.compose(forgotten -> ledger.segments()).compose(this::act).onComplete((acted, failure) -> {
            if (failure != null) {
                LOG.debug("the log's segments cannot be looked after now", failure);
            }
            boolean more = failure == null && acted;
            vertx.setTimer(more ? 1 : pause().toMillis(), timer -> sweep());
        });
    }

    /** Whether something was done, so that there may be more to do. */
    private Future<Boolean> act(List<Segment> segments) {
        metrics.size(bytes(segments), segments.size());
        Segment oldest = segments.get(0);
        Segment written = segments.get(segments.size() - 1);
        return switch (next(segments, config)) {
            case NOTHING -> Future.succeededFuture(false);
            case ADVANCE -> ledger.advance(written.number());
            case DROP -> ledger.drop(oldest.number()).onSuccess(done -> dropped(oldest, done));
        };
    }

    private void dropped(Segment oldest, boolean done) {
        if (!done) {
            return;
        }
        boolean aged = oldest.closed() != null && oldest.closed().compareTo(config.retention()) > 0;
        LOG.atLevel(aged ? Level.INFO : Level.WARN)
                .addKeyValue(LogKey.BYTES, oldest.bytes())
                .log(aged ? "old events were dropped" : "events were dropped before their time: the log is too large");
    }

    private static long bytes(List<Segment> segments) {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    /** Often enough for the shortest of segments. */
    private Duration pause() {
        Duration share = config.retention().dividedBy(2L * SHARES);
        if (share.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
    }
}
