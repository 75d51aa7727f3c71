package io.weir.load.action;

import io.weir.load.Phase;
import io.weir.load.Schedule;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Tally;
import io.weir.load.query.QueryLoad;
import io.weir.load.report.Idle;
import io.weir.load.report.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The steps of the measurement. Each is warmed up by a round that does not count, and fails when the store or the handler
 * knows of another number of actions than the clients.
 *
 * @param pgbench the program that inserts
 * @param folder what it needs is written there
 * @param rounds how often each
 * @param time how long each time
 * @param connections how many clients there are at once
 */
public record ActionSteps(
        Postgres postgres,
        ActionTable table,
        RecordHandler handler,
        Path pgbench,
        Path folder,
        int rounds,
        Duration time,
        int connections) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(2);

    /** Acceptances, of which nothing runs but the first, and inserts by {@code pgbench} in turns, A B A B. */
    public List<Step> accept(NodeUnderTest node) throws Exception {
        handler.silent(true);
        table.addBare();
        long warm = accept(node, Tally.histogram());
        try (BareInserts inserts = new BareInserts(postgres, connections, pgbench, folder)) {
            inserts.run(time, Tally.histogram());
            Tally accepted = Tally.of(node, postgres);
            Tally inserted = Tally.of(postgres);
            for (int round = 0; round < rounds; round++) {
                accepted.add(latency -> accept(node, latency));
                inserted.addTimed(latency -> inserts.run(time, latency));
            }
            ActionTable.Count count = table.count();
            expect("accepted actions in the store", warm + accepted.done(), count.all());
            expect("calls that are never answered", 1, count.begun());
            return List.of(accepted.row("acceptance"), inserted.row("pgbench insert"));
        } finally {
            handler.silent(false);
        }
    }

    /** Actions from their acceptance to the outcome in the store, as many as the clients ask for. */
    public Step end(NodeUnderTest node) throws Exception {
        end(node, Tally.histogram());
        Tally ended = Tally.of(node, postgres);
        for (int round = 0; round < rounds; round++) {
            ended.add(latency -> end(node, latency));
        }
        return ended.row("acceptance to stored outcome");
    }

    /** Actions at a moderate rate, from the moment the mutation is meant to leave to the handler's call. */
    public Step call(NodeUnderTest node, int rate) throws Exception {
        OpenMutations mutations = new OpenMutations(node.address());
        call(mutations, rate, Tally.histogram());
        Tally called = Tally.of(node, postgres);
        for (int round = 0; round < rounds; round++) {
            called.add(latency -> call(mutations, rate, latency));
        }
        return called.row("mutation sent to handler called");
    }

    /** Nothing. */
    public Idle idle(NodeUnderTest node, Duration watched) throws Exception {
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        Tally idle = Tally.of(node, postgres);
        idle.add(latency -> {
            TimeUnit.MILLISECONDS.sleep(watched.toMillis());
            return 0;
        });
        return idle.idle();
    }

    private long accept(NodeUnderTest node, Histogram latency) throws InterruptedException {
        QueryLoad load = new QueryLoad(node.address(), Mutation.of(1), Mutation.ACCEPTED, connections);
        QueryLoad.Answers answers = load.run(time);
        latency.add(answers.latencyMicros());
        return answers.answers();
    }

    private long end(NodeUnderTest node, Histogram latency) throws Exception {
        ActionTable.Count before = table.count();
        long calls = handler.calls();
        long accepted = accept(node, latency);
        awaitEnd(before, calls, accepted);
        return accepted;
    }

    private long call(OpenMutations mutations, int rate, Histogram latency) throws Exception {
        long events = rate * time.toSeconds();
        Phase phase = new Phase(0, events, 1, new Schedule(rate, 1), System.nanoTime());
        handler.listener((note, nanos) -> Tally.record(latency, nanos - phase.intendedNanos(Long.parseLong(note))));
        ActionTable.Count before = table.count();
        long calls = handler.calls();
        mutations.run(phase);
        awaitEnd(before, calls, events);
        handler.listener((note, nanos) -> {});
        return events;
    }

    private void awaitEnd(ActionTable.Count before, long calls, long actions) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!table.ended()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "of %d actions %d were done at once within %d s after the last was accepted"
                                .formatted(actions, table.count().right() - before.right(), PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        expect("calls of the handler", actions, handler.calls() - calls);
        expect("actions in the store", actions, table.count().all() - before.all());
        expect("actions done at once", actions, table.count().right() - before.right());
    }

    private static void expect(String what, long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException("%s: %d, not %d".formatted(what, found, expected));
        }
    }
}
