package io.weir.load.model;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Tally;
import io.weir.load.query.QueryLoad;
import io.weir.load.report.Step;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The steps of the measurement, each warmed up by a round that does not count. Each fails when the store, or the one who is
 * told, knows of another number of changes than the clients.
 *
 * @param rounds how often each
 * @param time how long clients write each time
 * @param connections how many clients there are at once
 */
public record ModelSteps(
        Postgres postgres, ParcelTable table, WebhookHandler handler, int rounds, Duration time, int connections) {

    private static final String CREATE = "mutation { createParcel(input: {carrier: \"weir\"}) { id } }";
    private static final String CREATED = "{\"data\":{\"createParcel\":{\"id\":";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Rows, until the last one's event is in the log. */
    public Step write(NodeUnderTest node) throws Exception {
        write(node, Tally.histogram());
        Tally written = Tally.of(node, postgres);
        for (int round = 0; round < rounds; round++) {
            written.add(latency -> write(node, latency));
        }
        return written.row("row written, its event in the log");
    }

    /** Rows, until the last one's event is delivered. */
    public Step deliver(NodeUnderTest node) throws Exception {
        deliver(node, Tally.histogram());
        Tally delivered = Tally.of(node, postgres);
        for (int round = 0; round < rounds; round++) {
            delivered.add(latency -> deliver(node, latency));
        }
        return delivered.row("row written, its event delivered");
    }

    private long write(NodeUnderTest node, Histogram latency) throws Exception {
        long rows = table.rows();
        QueryLoad.Answers answers = new QueryLoad(node.address(), CREATE, CREATED, connections).run(time);
        latency.add(answers.latencyMicros());
        await("events on their way to the log", table::relayed);
        expect("rows", rows + answers.answers(), table.rows());
        expect("events", table.changes(), table.events());
        return answers.answers();
    }

    private long deliver(NodeUnderTest node, Histogram latency) throws Exception {
        long before = handler.delivered();
        long written = write(node, latency);
        await("events that are not delivered", () -> handler.delivered() >= before + written);
        expect("deliveries", before + written, handler.delivered());
        return written;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("%s after %d s".formatted(what, PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void expect(String what, long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException("%s: %d, not %d".formatted(what, found, expected));
        }
    }
}
