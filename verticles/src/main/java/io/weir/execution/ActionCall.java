package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.bus.EventAttributes;
import io.weir.bus.StartAction;
import io.weir.graph.action.ActionAnswer;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.action.ActionMode;
import io.weir.json.Json;
import io.weir.plan.SourceFetch;
import io.weir.subgraph.ForwardedHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action's field of one mutation: decides whether the action is stored, when its client is answered, and what it is
 * told.
 */
final class ActionCall {

    private final ActionDefinition definition;
    private final SourceFetch step;
    private final RootScope scope;
    private final ActionSelection selection;
    private final @Nullable Preference preference;
    private final @Nullable String key;
    private final @Nullable Duration gate;
    private final boolean later;
    private final boolean stored;

    ActionCall(ActionDefinition definition, SourceFetch step, RootScope scope) {
        this.definition = definition;
        this.step = step;
        this.scope = scope;
        this.selection = new ActionSelection(step, operation() ? ActionResults.IDENTIFIER : ActionResults.ACTION_ID);
        this.preference = scope.single() && definition.mode() != ActionMode.SYNC
                ? scope.request().terms().preference()
                : null;
        this.key = key();
        this.gate = scope.request().terms().consistency().timeout();
        this.later = definition.mode() == ActionMode.ASYNC
                || definition.mode() == ActionMode.EITHER && (preference != null || selection.idOnly());
        this.stored = later
                || key != null
                || selection.id()
                || definition.serial().isPresent()
                || !definition.affects().isEmpty();
    }

    /** Whether it is accepted now and run later. */
    boolean later() {
        return later;
    }

    /** Whether it is stored before anything else. */
    boolean stored() {
        return stored;
    }

    /** How long the client waits for the systems that the action affects; {@code most} is what the configuration says. */
    Duration gate(Duration most) {
        return gate == null || most.compareTo(gate) < 0 ? most : gate;
    }

    /** How long the client of an action that runs later waits for its end. */
    Duration preferredWait() {
        return preference == null ? Duration.ZERO : preference.patience().orElse(Duration.ZERO);
    }

    StartAction start(Map<String, @Nullable Object> arguments) {
        return new StartAction(
                definition.field(),
                Json.write(arguments),
                stored,
                later,
                ActionFields.OWNER,
                key,
                headers(),
                stored ? asked() : null,
                gate == null ? null : gate.toMillis(),
                scope.request().terms().consistency().system(),
                stored ? beforeHooks() : null);
    }

    /** A hook may answer otherwise each time; a repeated key is told by what the client said. */
    private @Nullable Buffer beforeHooks() {
        Map<String, @Nullable Object> said = scope.asked().get(scope.responseKey(step));
        return said == null ? null : Json.write(said);
    }

    /**
     * What the client is told of an action that has ended, or that it waits for no longer.
     *
     * @param replayed whether an earlier mutation began it
     * @return the field's value, {@link Missing}, or {@link Whole}
     */
    @Nullable
    Object value(ActionReport report, boolean replayed, ActionResults results) {
        if (replayed) {
            scope.merged().extension("idempotentReplay", true);
        }
        ActionResults.tell(scope.merged(), report);
        boolean inTime = report.state().ended() && (!later || !preferredWait().isZero());
        if (preference != null) {
            scope.merged().applied(new Preference.Applied(preference.words(), inTime ? null : report.id()));
        }
        if (inTime || !later && report.committed()) {
            return results.value(
                    report, step, stored, scope.request().terms().consistency().stale());
        }
        return later ? accepted(report, results) : ActionErrors.missing(ActionErrors.unfinished(replayed), report.id());
    }

    private Object accepted(ActionReport report, ActionResults results) {
        if (operation()) {
            return results.state(report);
        }
        if (scope.single()) {
            scope.merged().extension(ActionResults.ACTION_ID, report.id());
        }
        return selection.accepted(report.id());
    }

    private boolean operation() {
        return definition.answer() instanceof ActionAnswer.Operation;
    }

    /** Of several fields each has a key of its own. */
    private @Nullable String key() {
        String asked = scope.request().terms().idempotencyKey();
        return asked == null || scope.single() ? asked : asked + "/" + scope.responseKey(step);
    }

    /** Only what the handler's templates name, the trace, and how many events led here. */
    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(scope.request().terms().headers());
        headers.keySet()
                .removeIf(name -> !ForwardedHeaders.trace(name)
                        && !definition.clientHeaders().contains(name));
        int depth = scope.request().depth();
        if (depth > 0) { // it goes the way of the trace: to the row, to the handler, and into the event
            headers.put(EventAttributes.DEPTH_HEADER, Integer.toString(depth));
        }
        return headers;
    }

    private ActionOperation asked() {
        OperationRequest request = scope.request();
        return new ActionOperation(
                request.query(), request.operationName(), Json.write(request.variables()), scope.responseKey(step));
    }
}
