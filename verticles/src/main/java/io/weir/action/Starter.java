package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.handler.Handlers;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionRefused;
import io.weir.bus.BusMessage;
import io.weir.bus.StartAction;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.ActionMeters;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Takes actions on: runs those that are not stored, and has the others stored. Belongs to one event loop. */
final class Starter {

    private final Parts parts;
    private final Handlers handlers;
    private final ActionIds ids;
    private final Optional<Storing> storing;
    private int running;
    private boolean stopped;

    /**
     * Takes actions on.
     *
     * @param storing what stores actions; empty where there is no store
     */
    Starter(Parts parts, Handlers handlers, ActionIds ids, Optional<Storing> storing) {
        this.parts = parts;
        this.handlers = handlers;
        this.ids = ids;
        this.storing = storing;
    }

    /** An action is asked for. */
    Future<? extends BusMessage> start(StartAction start) {
        ActionDefinition action = parts.actions().get().get(start.field());
        if (stopped || action == null) {
            return refused(stopped ? Failures.stopping() : Failures.unknownAction());
        }
        long begun = parts.timing().nanos();
        UUID id = ids.next();
        Command command =
                Command.of(action, id, start.arguments(), start.headers()).askedBy(start);
        Optional<String> refusal = handlers.refusal(action, command.arguments(), start.headers());
        if (refusal.isPresent()) {
            return refused(Failures.badInput(refusal.get()));
        }
        Policy policy = new Policy(action, parts.config().action(action.field()), !start.later());
        boolean durable = start.durable()
                || action.serial().isPresent()
                || !action.affects().isEmpty();
        if (!durable) {
            return now(command, policy);
        }
        return storing.<Future<? extends BusMessage>>map(
                        store -> store.start(new Storing.Request(id, start, command, policy, begun)))
                .orElseGet(() -> refused(Failures.noStore()));
    }

    /** No more actions are taken on. */
    void stop() {
        stopped = true;
    }

    /** How many run that are not stored. */
    int running() {
        return running;
    }

    private Future<BusMessage> now(Command command, Policy policy) {
        long begun = parts.timing().nanos();
        Promise<BusMessage> answer = Promise.promise();
        parts.places()
                .enter(
                        policy,
                        new Places.Turn(
                                () -> run(command, policy, begun).onComplete(answer),
                                () -> answer.complete(new ActionRefused(Failures.overloaded()))));
        return answer.future();
    }

    private Future<BusMessage> run(Command command, Policy policy, long begun) {
        String field = command.action().field();
        ActionMeters meters = parts.metrics().action(field);
        meters.accepted().increment();
        meters.begun(Duration.ofNanos(parts.timing().nanos() - begun).toMillis());
        running++;
        Judge judge = new Judge(policy, parts.random());
        return new EphemeralRun(command, judge, parts.calls(), parts.timing(), begun)
                .run()
                .map(report -> {
                    running--;
                    Reports.count(parts.metrics(), report);
                    parts.places().leave(field);
                    return report;
                });
    }

    static Future<BusMessage> refused(ActionFailure failure) {
        return Future.succeededFuture(new ActionRefused(failure));
    }
}
