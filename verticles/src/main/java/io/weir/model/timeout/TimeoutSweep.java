package io.weir.model.timeout;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.flow.Loop;
import io.weir.graph.model.Models;
import io.weir.model.ModelException;
import io.weir.model.Writes;
import io.weir.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows that have been in a state for too long. Any number of nodes may do so: each move is a write that expects the
 * version of the row that was due, so that only one is made, and none of a row that has moved meanwhile. Rows that were due
 * while no node ran are moved by the first that runs.
 */
final class TimeoutSweep {

    /** When nothing is due for longer: others may have changed that. */
    static final Duration POLL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TimeoutSweep.class);

    /** Moves under way at once: few enough that clients get a connection. */
    private static final int BATCH = 32;

    private final Store store;
    private final Writes writes;
    private final List<TimedState> states;
    private final Timer lateness;

    TimeoutSweep(Store store, Models models, Writes writes, Timer lateness) {
        this.store = store;
        this.writes = writes;
        this.states = TimedState.of(models);
        this.lateness = lateness;
    }

    /**
     * Moves what is due. A state that fails holds up no other.
     *
     * @return how long nothing else is, {@link #POLL} at most; fails when a state did, once all were looked at
     */
    Future<Duration> run() {
        Future<Duration> swept = Future.succeededFuture(POLL);
        for (TimedState state : states) {
            swept = swept.transform(before -> run(state)
                    .compose(next -> before.failed()
                            ? Future.failedFuture(before.cause())
                            : Future.succeededFuture(next.compareTo(before.result()) < 0 ? next : before.result())));
        }
        return swept;
    }

    /**
     * What a batch came to.
     *
     * @param more whether more may be due
     * @param pause how long nothing else is
     */
    private record Moved(boolean more, Duration pause) {}

    private Future<Duration> run(TimedState state) {
        Tuple values = Tuple.of(state.timeout().after().toMillis(), BATCH);
        return Loop.until(
                        moved -> !moved.more(),
                        new Moved(true, POLL),
                        before -> store.repeat(state.oldest(), values).compose(rows -> move(state, rows)))
                .map(Moved::pause);
    }

    private Future<Moved> move(TimedState state, RowSet<Row> rows) {
        List<Future<Boolean>> moves = new ArrayList<>();
        long next = -POLL.toMillis();
        for (Row row : rows) {
            long late = row.getLong("late");
            if (late < 0) {
                next = Math.max(next, late);
            } else {
                moves.add(move(state, row, late));
            }
        }
        Duration pause = Duration.ofMillis(-next);
        return Future.join(moves).map(done -> {
            boolean more = moves.size() == BATCH && moves.stream().anyMatch(Future::result);
            return new Moved(more, pause);
        });
    }

    private Future<Boolean> move(TimedState state, Row row, long late) {
        Map<String, Object> input =
                Map.of(state.machine().field(), state.timeout().move().to());
        return writes.update(state.model(), row.getString("id"), input, row.getInteger("version"), 0)
                .map(moved -> {
                    lateness.record(late, TimeUnit.MILLISECONDS);
                    return moved != null;
                })
                .recover(failure -> leave(state, row, failure));
    }

    /** Someone was faster, a client or another node: then there is nothing to do. */
    private static Future<Boolean> leave(TimedState state, Row row, Throwable failure) {
        if (!(failure instanceof ModelException)) {
            return Future.failedFuture(failure);
        }
        LOG.debug("{} {} has moved: {}", state.model().name(), row.getString("id"), failure.getMessage());
        return Future.succeededFuture(false);
    }
}
