package io.weir.source;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gates that are open, unless a test closes them: then each wait stays until the test ends it. Remembers what was asked.
 */
public final class FakeGates implements GateClient {

    /** Everything that was asked to be waited for, in order. */
    public final List<Wait> waits = new CopyOnWriteArrayList<>();

    /** What tokens were sealed for, in order. */
    public final List<Seal> sealed = new CopyOnWriteArrayList<>();

    /** Reports that were sent, in order. */
    public final List<Buffer> reports = new CopyOnWriteArrayList<>();

    private volatile boolean closed;

    /** What {@link #seal} answers. */
    public volatile Future<String> token = Future.succeededFuture("token");

    /**
     * One wait.
     *
     * @param systems of a write
     * @param write null where there is none
     * @param targets known from before
     * @param tokens of a client
     * @param caller who does not wait for itself
     * @param patience null where the configuration's counts
     */
    public record Wait(
            List<String> systems,
            Written write,
            List<SystemTarget> targets,
            List<String> tokens,
            String caller,
            Duration patience,
            Promise<GateReport> answer) {

        /** Every system shows the write. */
        public void open() {
            end(0, Set.of(), Outcome.REACHED);
        }

        /** Time is over, and these are behind; the others show the write. */
        public void timeOut(String... behind) {
            end(patience == null ? 0 : patience.toMillis(), Set.of(behind), Outcome.TIMED_OUT);
        }

        /** None of these could be asked, nor could it be found out what they must reach; the others show the write. */
        public void stall(String... away) {
            end(0, Set.of(away), Outcome.STALLED);
        }

        private void end(long waited, Set<String> behind, Outcome outcome) {
            List<SystemOutcome> outcomes = new ArrayList<>();
            List<SystemTarget> known = new ArrayList<>(targets);
            for (String system : systems) {
                if (!behind.contains(system) || outcome != Outcome.STALLED) {
                    known.add(target(system));
                }
                outcomes.add(outcome(system, waited, behind, outcome));
            }
            targets.forEach(target -> outcomes.add(outcome(target.system(), waited, behind, outcome)));
            answer.complete(new GateReport(outcomes, known, null));
        }

        private static SystemOutcome outcome(String system, long waited, Set<String> behind, Outcome outcome) {
            return new SystemOutcome(system, behind.contains(system) ? outcome : Outcome.REACHED, waited);
        }
    }

    /**
     * One token that was asked for.
     *
     * @param tokens of the request
     * @param targets of its writes
     * @param log whether a subscription may start from it
     */
    public record Seal(List<String> tokens, List<SystemTarget> targets, boolean log) {}

    /** What these gates find that a system must reach. */
    public static SystemTarget target(String system) {
        return new SystemTarget.Applied(system, null, "Order:7", 12);
    }

    /** From now on waits stay. */
    public void close() {
        closed = true;
    }

    /** From now on new waits end at once. */
    public void open() {
        closed = false;
    }

    /** The wait that was asked for last. */
    public Wait last() {
        return waits.get(waits.size() - 1);
    }

    @Override
    public Future<GateReport> awaitWrite(List<String> systems, Written write, Duration patience) {
        return await(new Wait(systems, write, List.of(), List.of(), null, patience, Promise.promise()));
    }

    @Override
    public Future<GateReport> awaitTargets(List<SystemTarget> targets, Duration patience) {
        return await(new Wait(List.of(), null, targets, List.of(), null, patience, Promise.promise()));
    }

    @Override
    public Future<GateReport> awaitTokens(List<String> tokens, String caller, Duration patience) {
        return await(new Wait(List.of(), null, List.of(), tokens, caller, patience, Promise.promise()));
    }

    private Future<GateReport> await(Wait wait) {
        waits.add(wait);
        if (!closed) {
            wait.open();
        }
        Context context = Vertx.currentContext();
        return context == null || !closed
                ? wait.answer().future()
                : on(context, wait.answer().future());
    }

    private static Future<GateReport> on(Context context, Future<GateReport> answer) {
        Promise<GateReport> heard = Promise.promise();
        answer.onComplete(ended -> context.runOnContext(now -> heard.handle(ended)));
        return heard.future();
    }

    @Override
    public Future<String> seal(List<String> tokens, List<SystemTarget> targets, boolean log) {
        sealed.add(new Seal(tokens, List.copyOf(targets), log));
        return token;
    }

    @Override
    public Future<Integer> report(Buffer sent) {
        reports.add(sent);
        return Future.succeededFuture(1);
    }
}
