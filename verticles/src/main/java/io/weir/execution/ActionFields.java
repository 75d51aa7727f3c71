package io.weir.execution;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.config.ActionsConfig;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.action.ActionDefinition;
import io.weir.plan.SourceFetch;
import io.weir.source.ActionClient;
import io.weir.source.ActionException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the root fields of mutations that are actions, and waits for their ends as long as their clients do. Thread-safe.
 */
final class ActionFields {

    /** No one is known yet: whoever knows an action's id may ask for it. */
    static final String OWNER = "";

    /** How long storing an action may take. */
    private static final Duration ACCEPTANCE = Duration.ofSeconds(5);

    private final ActionClient actions;
    private final ActionsConfig config;
    private final ActionResults results;

    ActionFields(Graph graph, ActionClient actions, ActionsConfig config) {
        this.actions = actions;
        this.config = config;
        this.results = new ActionResults(graph);
    }

    /**
     * Runs one field.
     *
     * @param arguments coerced
     * @param done hears the value when the client waited for an action that was done now
     * @return its value, {@link Missing}, or {@link Whole}; fails with {@link ActionException} when nothing was begun
     */
    Future<@Nullable Object> run(
            SourceFetch step, RootScope scope, Map<String, @Nullable Object> arguments, Consumer<Object> done) {
        ActionDefinition definition = ((RootSource.Action) step.source()).definition();
        ActionCall call = new ActionCall(definition, step, scope);
        Duration patience = call.later() ? ACCEPTANCE : deadline(definition);
        long begun = System.nanoTime();
        return actions.start(call.start(arguments), patience).compose(report -> {
            Duration left = call.later() ? call.preferredWait() : patience.minusNanos(System.nanoTime() - begun);
            Future<ActionReport> end = report.state().ended() || left.isNegative() || left.isZero()
                    ? Future.succeededFuture(report)
                    : ended(report, left);
            return end.map(last -> value(call, last, report.replayed(), done));
        });
    }

    private @Nullable Object value(ActionCall call, ActionReport report, boolean replayed, Consumer<Object> done) {
        Object value = call.value(report, replayed, results);
        boolean doneNow = !call.later() && !replayed && report.state() == ActionState.COMPLETED;
        if (doneNow && value != null && !(value instanceof Missing)) {
            done.accept(value);
        }
        return value;
    }

    private Duration deadline(ActionDefinition definition) {
        return config.action(definition.field()).sync().deadline(definition.timeout());
    }

    /** How it stands once it has ended, or else after this time. */
    private Future<ActionReport> ended(ActionReport report, Duration patience) {
        return actions.await(report.id(), OWNER)
                .endedWithin(patience)
                .map(end -> end.orElse(report))
                .recover(failure -> failure instanceof ActionException
                        ? Future.succeededFuture(report)
                        : Future.failedFuture(failure));
    }
}
