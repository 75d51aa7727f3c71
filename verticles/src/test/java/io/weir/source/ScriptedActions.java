package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ChangeAction;
import io.weir.bus.StartAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Answers at once, as the test says; waits end when the test says so. */
public final class ScriptedActions implements ActionClient {

    /** What was started, in order. */
    public final List<StartAction> started = new ArrayList<>();

    /** What was read, in order. */
    public final List<List<String>> reads = new ArrayList<>();

    /** How long answers might have taken. */
    public final List<Duration> patience = new ArrayList<>();

    private final Map<String, ActionReport> stored = new HashMap<>();
    private final Map<String, List<Waiting>> waiting = new HashMap<>();
    private Function<StartAction, ActionReport> start = start -> {
        throw ActionFailures.unavailable();
    };

    /** How actions end or are accepted; may throw {@link ActionException}. */
    public ScriptedActions onStart(Function<StartAction, ActionReport> answer) {
        start = answer;
        return this;
    }

    /** An action stands like this from now on; whoever waits hears of its end. */
    public ScriptedActions store(ActionReport report) {
        stored.put(report.id(), report);
        if (report.state().ended()) {
            List<Waiting> told = waiting.remove(report.id());
            if (told != null) {
                told.forEach(wait -> wait.ended.complete(report));
            }
        }
        return this;
    }

    /** How many wait. */
    public int waits() {
        return waiting.values().stream().mapToInt(List::size).sum();
    }

    /** A failure of the actions. */
    public static ActionException failure(ActionFailure failure) {
        return new ActionException(failure);
    }

    @Override
    public Future<ActionReport> start(StartAction action, Duration limit) {
        started.add(action);
        patience.add(limit);
        try {
            return Future.succeededFuture(start.apply(action));
        } catch (ActionException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<List<ActionReport>> read(List<String> ids, String owner, boolean details) {
        reads.add(ids);
        return Future.succeededFuture(
                ids.stream().map(stored::get).filter(Objects::nonNull).toList());
    }

    @Override
    public Future<ActionReport> change(String id, String owner, ChangeAction.Change change) {
        ActionReport known = stored.get(id);
        return known == null ? Future.failedFuture(ActionFailures.notFound()) : Future.succeededFuture(known);
    }

    @Override
    public Wait await(String id, String owner) {
        ActionReport known = stored.get(id);
        Waiting wait = new Waiting(known);
        if (known != null && !known.state().ended()) {
            waiting.computeIfAbsent(id, each -> new ArrayList<>()).add(wait);
        }
        return wait;
    }

    private final class Waiting implements Wait {

        final Promise<ActionReport> begun = Promise.promise();
        final Promise<ActionReport> ended = Promise.promise();

        Waiting(ActionReport known) {
            if (known == null) {
                begun.fail(ActionFailures.notFound());
                ended.fail(ActionFailures.notFound());
            } else {
                begun.complete(known);
                if (known.state().ended()) {
                    ended.complete(known);
                }
            }
        }

        @Override
        public Future<ActionReport> begun() {
            return begun.future();
        }

        @Override
        public Future<ActionReport> ended() {
            return ended.future();
        }

        @Override
        public Future<Optional<ActionReport>> endedWithin(Duration limit) {
            patience.add(limit);
            if (!ended.future().isComplete()) {
                cancel();
                return Future.succeededFuture(Optional.empty());
            }
            return ended.future().map(Optional::of);
        }

        @Override
        public void cancel() {
            waiting.values().forEach(waits -> waits.remove(this));
        }
    }
}
