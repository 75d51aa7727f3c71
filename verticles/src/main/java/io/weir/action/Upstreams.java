package io.weir.action;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.config.ActionsConfig;
import io.weir.flow.Breaker;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circuits and the retry budgets of whom actions call. Belongs to one event loop. */
final class Upstreams {

    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Handlers handlers;
    private final ActionsConfig config;
    private final Metrics metrics;
    private final Clock clock;
    private final Map<String, Breaker> breakers = new HashMap<>();
    private final Map<String, RetryBudget> budgets = new HashMap<>();

    Upstreams(Handlers handlers, ActionsConfig config, Metrics metrics, Clock clock) {
        this.handlers = handlers;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The circuit that calls for this action go through. */
    Breaker breaker(ActionDefinition action) {
        return breakers.computeIfAbsent(handlers.upstream(action), upstream -> open(upstream, action.field()));
    }

    /** How many of this action's calls may be tried again. */
    RetryBudget budget(ActionDefinition action) {
        return budgets.computeIfAbsent(handlers.upstream(action), upstream -> new RetryBudget(clock));
    }

    private Breaker open(String upstream, String field) {
        return new Breaker(upstream, config.action(field).circuitBreaker(), clock, (opened, state) -> {
            metrics.action(field).circuitsOpen().add(opened);
            if (state != State.DISABLED) {
                LOG.atWarn()
                        .addKeyValue(LogKey.ACTION, field)
                        .addKeyValue(LogKey.CIRCUIT, state)
                        .log("the circuit of an action changed");
            }
        });
    }

    /** Tells a circuit how a call ended that it had allowed. */
    static void tell(Breaker breaker, HandlerOutcome outcome) {
        if (unhealthy(outcome)) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
    }

    /** Whether an outcome speaks against the handler, not against this command. */
    private static boolean unhealthy(HandlerOutcome outcome) {
        if (outcome instanceof HandlerOutcome.Broken) {
            return true;
        }
        return outcome instanceof HandlerOutcome.Rejected rejected
                && (rejected.httpStatus() >= SERVER_ERROR || rejected.httpStatus() == TOO_MANY_REQUESTS);
    }

    /** No further calls. */
    void close() {
        breakers.values().forEach(Breaker::close);
    }
}
