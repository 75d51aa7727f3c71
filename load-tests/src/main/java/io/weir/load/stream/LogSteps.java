package io.weir.load.stream;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Servers;
import io.weir.load.node.Tally;
import io.weir.load.publish.EventPayload;
import io.weir.load.report.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fills the log of a node and reads it again. Everything that was stored is read at least once, and must come once and in
 * order.
 */
public final class LogSteps implements AutoCloseable {

    private static final int PAYLOAD = 200;

    /** One of so many events warms up. */
    private static final int WARM_UP = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final NodeUnderTest node;
    private final Postgres postgres;
    private final LogTable table;
    private final Inflow inflow;
    private final Replay replay;
    private long next = EventPayload.firstSequence();

    private LogSteps(NodeUnderTest node, Postgres postgres, Inflow inflow) throws SQLException {
        this.node = node;
        this.postgres = postgres;
        this.inflow = inflow;
        table = new LogTable(postgres);
        replay = new Replay(node.address(), inflow.publishers());
    }

    /**
     * Steps on a node that was just started.
     *
     * @param broker the URI of the broker that the node's topics are on; null when its events are posted
     * @param connections that post at once
     */
    public static LogSteps of(NodeUnderTest node, Postgres postgres, @Nullable String broker, int connections)
            throws IOException, SQLException {
        Inflow inflow = broker == null
                ? new PostedEvents(node.address(), connections, PAYLOAD)
                : new ConfirmedEvents(broker, Servers.LOGGED_EXCHANGE, PAYLOAD);
        return new LogSteps(node, postgres, inflow);
    }

    /** Stores events and reads them, as often as each of {@code readers} says at once; one row for each. */
    public List<Step> run(long events, List<Integer> readers) throws Exception {
        Bookmark before = bookmark();
        long warmUp = next;
        fill(events / WARM_UP, Tally.of(node, postgres));
        replay.read(1, before, warmUp, events / WARM_UP);

        Bookmark start = bookmark();
        long first = next;
        List<Step> steps = new ArrayList<>();
        Tally filled = Tally.of(node, postgres);
        fill(events, filled);
        steps.add(filled.row("stored: " + inflow.name()));
        for (int count : readers) {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            Tally read = Tally.of(node, postgres);
            read.add(latency -> replay.read(count, start, first, events));
            steps.add(read.row("replayed to " + count));
        }
        return steps;
    }

    private void fill(long events, Tally tally) throws Exception {
        long after = table.head();
        long first = next;
        next += events;
        tally.add(latency -> {
            inflow.send(first, events, latency);
            table.awaitStored(after, events, PATIENCE);
            return events;
        });
    }

    /** Behind everything so far. */
    private Bookmark bookmark() throws Exception {
        return Bookmark.take(node.address(), Replay.live(), () -> fill(1, Tally.of(node, postgres)));
    }

    @Override
    public void close() throws SQLException {
        inflow.close();
        table.close();
    }
}
