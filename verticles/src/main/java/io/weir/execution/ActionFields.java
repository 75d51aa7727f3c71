package io.weir.execution;

import io.vertx.core.Future;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.StartAction;
import io.weir.config.ActionsConfig;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.action.ActionAnswer;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.action.ActionMode;
import io.weir.json.Json;
import io.weir.plan.SourceFetch;
import io.weir.source.ActionClient;
import io.weir.source.ActionException;
import io.weir.subgraph.ForwardedHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the root fields of mutations that are actions: decides whether an action is stored and when its client is
 * answered. Thread-safe.
 */
final class ActionFields {

    /** No one is known yet: whoever knows an action's id may ask for it. */
    static final String OWNER = "";

    /** How long storing an action may take. */
    private static final Duration ACCEPTANCE = Duration.ofSeconds(5);

    private static final long RETRY_AFTER_MILLIS = 1000;

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
        Call call = new Call(step, scope, definition, done);
        Duration patience = call.later ? ACCEPTANCE : deadline(definition);
        long begun = System.nanoTime();
        return actions.start(call.start(arguments), patience).compose(report -> {
            if (report.replayed()) {
                scope.merged().extension("idempotentReplay", true);
            }
            Duration left = call.later ? call.preferredWait() : patience.minusNanos(System.nanoTime() - begun);
            return report.state().ended() || left.isNegative() || left.isZero()
                    ? Future.succeededFuture(call.value(report))
                    : ended(report, left).map(call::value);
        });
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

    /** One field of one mutation. */
    private final class Call {

        final boolean later;
        private final SourceFetch step;
        private final RootScope scope;
        private final ActionDefinition definition;
        private final Consumer<Object> done;
        private final ActionSelection selection;
        private final @Nullable Preference preference;

        Call(SourceFetch step, RootScope scope, ActionDefinition definition, Consumer<Object> done) {
            this.step = step;
            this.scope = scope;
            this.definition = definition;
            this.done = done;
            this.selection =
                    new ActionSelection(step, operation() ? ActionResults.IDENTIFIER : ActionResults.ACTION_ID);
            this.preference = scope.single() && definition.mode() != ActionMode.SYNC
                    ? scope.request().terms().preference()
                    : null;
            this.later = definition.mode() == ActionMode.ASYNC
                    || definition.mode() == ActionMode.EITHER && (preference != null || selection.idOnly());
        }

        StartAction start(Map<String, @Nullable Object> arguments) {
            String key = key();
            boolean durable = later || key != null || selection.id();
            return new StartAction(
                    definition.field(),
                    Json.write(arguments),
                    durable,
                    later,
                    OWNER,
                    key,
                    headers(),
                    durable ? asked() : null);
        }

        Duration preferredWait() {
            return preference == null ? Duration.ZERO : preference.patience().orElse(Duration.ZERO);
        }

        /** What the client is told, of an action that has ended or that it waits for no longer. */
        @Nullable
        Object value(ActionReport report) {
            boolean inTime =
                    report.state().ended() && (!later || preferredWait().toMillis() > 0);
            if (preference != null) {
                scope.merged().applied(new Preference.Applied(preference.words(), inTime ? null : report.id()));
            }
            if (inTime) {
                return ended(report);
            }
            if (!later) {
                return ActionErrors.missing(
                        ActionErrors.unfinished(report, report.replayed() ? RETRY_AFTER_MILLIS : 0), report.id());
            }
            if (operation()) {
                return results.state(report);
            }
            if (scope.single()) {
                scope.merged().extension(ActionResults.ACTION_ID, report.id());
            }
            return selection.accepted(report.id());
        }

        private @Nullable Object ended(ActionReport report) {
            Object value = results.value(report, step);
            if (!later
                    && !report.replayed()
                    && report.state() == ActionState.COMPLETED
                    && value != null
                    && !(value instanceof Missing)) {
                done.accept(value);
            }
            return value;
        }

        private boolean operation() {
            return definition.answer() instanceof ActionAnswer.Operation;
        }

        /** Of several fields each has a key of its own. */
        private @Nullable String key() {
            String key = scope.request().terms().idempotencyKey();
            return key == null || scope.single() ? key : key + "/" + scope.responseKey(step);
        }

        /** Only what the handler's templates name, and the trace. */
        private Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>(scope.request().terms().headers());
            headers.keySet()
                    .removeIf(name -> !ForwardedHeaders.trace(name)
                            && !definition.clientHeaders().contains(name));
            return headers;
        }

        private ActionOperation asked() {
            OperationRequest request = scope.request();
            return new ActionOperation(
                    request.query(), request.operationName(), Json.write(request.variables()), scope.responseKey(step));
        }
    }
}
