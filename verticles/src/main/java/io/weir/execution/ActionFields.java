package io.weir.execution;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.config.ActionsConfig;
import io.weir.execution.consistency.Gates;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.action.ActionDefinition;
import io.weir.plan.SourceFetch;
import io.weir.source.ActionClient;
import io.weir.source.ActionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    private final Gates gates;
    private final ActionResults results;

    ActionFields(Graph graph, ActionClient actions, ActionsConfig config, Gates gates) {
        this.actions = actions;
        this.config = config;
        this.gates = gates;
        this.results = new ActionResults(graph);
    }

    /**
     * Runs one field.
     *
     * @param arguments coerced
     * @param done hears what was done
     * @return its value, {@link Missing}, or {@link Whole}; fails with {@link ActionException} when nothing was begun
     */
    Future<@Nullable Object> run(
            SourceFetch step, RootScope scope, Map<String, @Nullable Object> arguments, Done done) {
        ActionDefinition definition = ((RootSource.Action) step.source()).definition();
        ActionCall call = new ActionCall(definition, step, scope);
        Duration gate = call.gate(gates.timeout(config.action(definition.field()), definition.affects()));
        Duration patience = call.later() ? ACCEPTANCE : deadline(definition).plus(gate);
        long begun = System.nanoTime();
        return actions.start(call.start(arguments), patience).compose(report -> {
            Duration left = call.later() ? call.preferredWait() : patience.minusNanos(System.nanoTime() - begun);
            Duration wait = !call.later() && report.committed() ? forGate(report, gate, left) : left;
            Future<ActionReport> end = report.state().ended() || wait.isNegative() || wait.isZero()
                    ? Future.succeededFuture(report)
                    : ended(report, wait, !call.later() && !definition.affects().isEmpty());
            return end.map(last -> value(call, last, report.replayed(), done));
        });
    }

    /** Hears of an action that was done while its client waits. */
    interface Done {

        /** It is not stored: nobody else tells of it. */
        void ephemeral(Object value);

        /** It was stored, and its own stage tells of it. */
        void stored(Supplier<@Nullable Object> result);
    }

    /** Who repeats an action waits for its gate anew; for the first one that was done before it answered. */
    private static Duration forGate(ActionReport report, Duration gate, Duration left) {
        Duration again = gate.compareTo(left) < 0 ? gate : left;
        return report.replayed() ? again : Duration.ZERO;
    }

    private @Nullable Object value(ActionCall call, ActionReport report, boolean replayed, Done done) {
        Object value = call.value(report, replayed, results);
        if (report.state() != ActionState.COMPLETED || value == null || value instanceof Missing) {
            return value;
        }
        if (!call.stored()) {
            done.ephemeral(value);
        } else if (!replayed) {
            done.stored(() -> results.event(report));
        }
        return value;
    }

    private Duration deadline(ActionDefinition definition) {
        return config.action(definition.field()).sync().deadline(definition.timeout());
    }

    /**
     * How it stands once it has ended, or else after this time.
     *
     * @param gated whether it may be done by then, and not shown
     */
    private Future<ActionReport> ended(ActionReport report, Duration patience, boolean gated) {
        return actions.await(report.id(), OWNER)
                .endedWithin(patience)
                .compose(end -> end.isEmpty() && gated ? now(report) : Future.succeededFuture(end.orElse(report)))
                .recover(failure -> failure instanceof ActionException
                        ? Future.succeededFuture(report)
                        : Future.failedFuture(failure));
    }

    private Future<ActionReport> now(ActionReport report) {
        return actions.read(List.of(report.id()), OWNER, false)
                .map(reports -> reports.stream().findFirst().orElse(report));
    }
}
