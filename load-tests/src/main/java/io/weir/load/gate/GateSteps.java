package io.weir.load.gate;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Tally;
import io.weir.load.query.ClosedLoop;
import io.weir.load.report.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The steps of the measurement, each warmed up by a round that does not count. Every answer must be right, and the handler
 * called once for each write.
 *
 * @param rounds how often each
 * @param time how long each time, where that is what limits it
 * @param connections how many write at once there
 * @param waiters how many wait at once to be let go
 * @param batch how many reports come in one request
 */
public record GateSteps(
        Postgres postgres, VersionHandler handler, int rounds, Duration time, int connections, int waiters, int batch) {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int REPORTERS = 4;
    private static final String KNOWN = "known";
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(110);

    /** The same stored action without a gate and through one that is open, in turns, A B A B. */
    public List<Step> pass(NodeUnderTest node) throws Exception {
        report(node, "early", List.of(KNOWN));
        write(node, "free");
        write(node, "gated");
        Tally free = Tally.of(node, postgres);
        Tally gated = Tally.of(node, postgres);
        for (int round = 0; round < rounds; round++) {
            free.add(latency -> add(latency, write(node, "free")));
            gated.add(latency -> add(latency, write(node, "gated")));
        }
        return List.of(free.row("stored, without a gate"), gated.row("stored, through an open gate"));
    }

    private static long add(Histogram sum, Histogram round) {
        sum.add(round);
        return round.getTotalCount();
    }

    private Histogram write(NodeUnderTest node, String field) {
        byte[] request = new Posts(node.address()).operation(Posts.mutation(field, KNOWN), "");
        long before = handler.calls();
        long deadline = System.nanoTime() + time.toNanos();
        Histogram latency = new ClosedLoop(node.address(), OK, Posts.RIGHT, connections)
                .run(connection -> System.nanoTime() - deadline < 0 ? request : null, time.plus(PATIENCE));
        expect("calls of the handler", latency.getTotalCount(), handler.calls() - before);
        return latency;
    }

    /** Mutations that wait, each for a report of its own, from the first report to the last answer. */
    public Step releaseWrites(NodeUnderTest node) throws Exception {
        Posts posts = new Posts(node.address());
        return release(node, "waiting writes let go", ids -> {
            List<byte[]> requests = new ArrayList<>();
            ids.forEach(id -> requests.add(posts.operation(Posts.mutation("held", id), "")));
            return requests;
        });
    }

    /** Reads with tokens that wait, each for a report of its own. The node's gates must have no patience with writes. */
    public Step releaseReads(NodeUnderTest node) throws Exception {
        Posts posts = new Posts(node.address());
        StaleWrites writes = new StaleWrites(node.address());
        return release(node, "waiting reads let go", ids -> {
            List<byte[]> requests = new ArrayList<>();
            for (String id : ids) {
                requests.add(posts.operation("{ weirVersion }", "Consistency-Token: " + writes.write(id) + "\r\n"));
            }
            return requests;
        });
    }

    /** Makes the requests that wait for these records. */
    private interface Waiting {

        List<byte[]> requests(List<String> ids) throws Exception;
    }

    private Step release(NodeUnderTest node, String name, Waiting waiting) throws Exception {
        Tally warm = Tally.of(node, postgres);
        release(node, name + " -1 ", waiting, warm);
        Tally released = Tally.of(node, postgres);
        for (int round = 0; round < rounds; round++) {
            release(node, name + " " + round + " ", waiting, released);
        }
        return released.row(name);
    }

    private void release(NodeUnderTest node, String prefix, Waiting waiting, Tally tally) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < waiters; i++) {
            ids.add(prefix.replace(' ', '-') + i);
        }
        List<byte[]> requests = waiting.requests(ids);
        long[] asked = new long[waiters];
        CompletableFuture<Histogram> answers =
                CompletableFuture.supplyAsync(() -> new ClosedLoop(node.address(), OK, Posts.RIGHT, waiters)
                        .run(connection -> asked[connection]++ == 0 ? requests.get(connection) : null, PATIENCE));
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        if (answers.isDone()) {
            throw new IllegalStateException(
                    "the requests did not wait: " + answers.join().getTotalCount());
        }
        tally.add(latency -> {
            report(node, "late", ids);
            return answers.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getTotalCount();
        });
    }

    /** As fast as they are taken. */
    private void report(NodeUnderTest node, String system, List<String> ids) {
        Posts posts = new Posts(node.address());
        List<byte[]> requests = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += batch) {
            requests.add(posts.reports(system, ids.subList(from, Math.min(ids.size(), from + batch))));
        }
        int[] next = {0};
        new ClosedLoop(node.address(), ACCEPTED, "", Math.min(REPORTERS, requests.size()))
                .run(connection -> next[0] < requests.size() ? requests.get(next[0]++) : null, PATIENCE);
    }

    private static void expect(String what, long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException("%s: %d, not %d".formatted(what, found, expected));
        }
    }
}
