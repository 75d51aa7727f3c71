package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.weir.action.handler.HandlerCall;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.config.ActionsConfig;
import io.weir.error.ErrorCode;
import io.weir.flow.Breaker;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.Metrics;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls handlers: one attempt at one command each, alone or together with others, as its action says. Of one event loop. */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final Handlers handlers;
    private final Upstreams upstreams;
    private final Metrics metrics;
    private final Batches batches;

    Calls(Handlers handlers, Upstreams upstreams, ActionsConfig config, Metrics metrics, Timing timing, ActionIds ids) {
        this.handlers = handlers;
        this.upstreams = upstreams;
        this.metrics = metrics;
        this.batches = new Batches(handlers, upstreams, config, timing, ids);
    }

    /** The circuit that must allow a call before it is made. */
    Breaker breaker(ActionDefinition action) {
        return upstreams.breaker(action);
    }

    /** Whether a failed attempt may be followed by another one. */
    boolean mayRetry(ActionDefinition action) {
        return upstreams.budget(action).spend();
    }

    /** Makes an attempt that the circuit has allowed. Never fails. */
    Future<HandlerOutcome> call(Command.Attempt attempt) {
        ActionDefinition action = attempt.command().action();
        if (attempt.number() == 1) {
            upstreams.budget(action).earn();
        } else {
            metrics.action(action.field()).retries().increment();
        }
        long begun = System.nanoTime();
        Future<HandlerOutcome> outcome = action.batch().isPresent()
                ? batches.add(attempt)
                : alone(attempt).onSuccess(tell(action));
        return outcome.otherwise(Calls::unforeseen)
                .onSuccess(ended -> metrics.action(action.field()).attempted(System.nanoTime() - begun));
    }

    private Handler<HandlerOutcome> tell(ActionDefinition action) {
        Breaker breaker = breaker(action);
        return outcome -> Upstreams.tell(breaker, outcome);
    }

    private Future<HandlerOutcome> alone(Command.Attempt attempt) {
        Command command = attempt.command();
        HandlerCall call = new HandlerCall(
                command.action(),
                command.id(),
                attempt.number(),
                command.arguments(),
                command.headers(),
                attempt.timeout());
        return guarded(() -> handlers.call(call));
    }

    /** A call that cannot even be made has failed: whoever runs the command must hear of it, or it would run for ever. */
    static Future<HandlerOutcome> guarded(Supplier<Future<HandlerOutcome>> call) {
        try {
            return call.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /** Handlers never fail; if one does, the call may have been sent. */
    private static HandlerOutcome unforeseen(Throwable fault) {
        LOG.error("the call of a handler failed in an unforeseen way", fault);
        return new HandlerOutcome.Broken(ErrorCode.INTERNAL_SERVER_ERROR, "the call failed", true);
    }
}
