package io.weir.execution;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.GateReport;
import io.weir.error.ErrorCode;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.action.ActionAnswer;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.action.OnTimeout;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.plan.SourceFetch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an action of one graph stands in, the value of a root field out: a representation, or why there is none. */
final class ActionResults {

    static final String ACTION_ID = "actionId";
    static final String IDENTIFIER = "identifier";

    private static final String TYPENAME = "__typename";

    private final Graph graph;

    ActionResults(Graph graph) {
        this.graph = graph;
    }

    /** The mutation's field that an action is of; empty when the graph has it no more. */
    Optional<GraphQLFieldDefinition> field(ActionReport report) {
        GraphQLObjectType mutation = graph.schema().getMutationType();
        return definition(report).map(known -> mutation.getFieldDefinition(report.field()));
    }

    private Optional<ActionDefinition> definition(ActionReport report) {
        GraphQLObjectType mutation = graph.schema().getMutationType();
        return mutation != null && graph.source(mutation.getName(), report.field()) instanceof RootSource.Action action
                ? Optional.of(action.definition())
                : Optional.empty();
    }

    /** The state of an operation, whatever its field returns. */
    Map<String, @Nullable Object> state(ActionReport report) {
        return OperationState.of(report, completed(report));
    }

    private Optional<OperationState.Completed> completed(ActionReport report) {
        return definition(report)
                .map(ActionDefinition::answer)
                .filter(ActionAnswer.Operation.class::isInstance)
                .flatMap(answer -> ((ActionAnswer.Operation) answer).completed())
                .map(this::completed);
    }

    private OperationState.Completed completed(String type) {
        Set<String> fields = graph.supergraph().schema().getObjectType(type).getFieldDefinitions().stream()
                .map(GraphQLFieldDefinition::getName)
                .filter(name -> !name.equals(IDENTIFIER))
                .collect(Collectors.toSet());
        return new OperationState.Completed(type, fields);
    }

    /** The same, where a result that systems do not show is asked for: {@link Missing}, unless it may be stale. */
    Object shown(ActionReport report, boolean stale) {
        return report.state() == ActionState.COMPLETED && hidden(report, stale)
                ? ConsistencyErrors.notShown(report, definition(report).orElseThrow())
                : state(report);
    }

    /** Whether an action is done, and not shown by all systems, and its client wants no result then. */
    private boolean hidden(ActionReport report, boolean stale) {
        GateReport gate = report.gate();
        boolean shown = !report.committed() && (gate == null || gate.passed());
        return !shown
                && !stale
                && definition(report)
                        .filter(known -> known.onTimeout() == OnTimeout.FAIL)
                        .isPresent();
    }

    /** Whether the handler has done it, whoever shows it. */
    private static boolean done(ActionReport report) {
        return report.state() == ActionState.COMPLETED || report.committed();
    }

    /** The response is to say what the action has written, if it has. */
    static void tell(Merged merged, ActionReport report) {
        if (!done(report)) {
            return;
        }
        if (report.gate() == null && report.state().ended()) {
            merged.outcomes().wrote();
        } else {
            merged.outcomes().wrote(report.gate());
        }
    }

    /**
     * The value of a field for an action that has ended, or is done, and that this graph knows.
     *
     * @param step the field: the mutation's own, or one of the same type
     * @param stored whether the client can refer to the action afterwards
     * @param stale whether the client wants the result even if systems do not show it
     */
    @Nullable
    Object value(ActionReport report, SourceFetch step, boolean stored, boolean stale) {
        try {
            ActionDefinition definition = definition(report).orElseThrow();
            if (done(report) && hidden(report, stale)) {
                return ConsistencyErrors.notShown(report, definition);
            }
            if (definition.answer() instanceof ActionAnswer.Payload payload) {
                return done(report)
                        ? payload(report, step, definition.query().isEmpty(), payload.actionId())
                        : ActionErrors.missing(ActionErrors.of(report), stored ? report.id() : null);
            }
            return done(report) ? OperationState.completed(report, completed(report)) : state(report);
        } catch (MalformedJsonException e) {
            return malformed("it is not JSON");
        }
    }

    /** What an action has done, for whoever hears of it as an event. */
    @Nullable
    Object event(ActionReport report) {
        Optional<ActionAnswer> answer = definition(report).map(ActionDefinition::answer);
        if (answer.isPresent() && answer.get() instanceof ActionAnswer.Operation) {
            return state(report);
        }
        Buffer result = report.result();
        Object value = result == null ? null : Json.parse(result);
        if (!(value instanceof Map<?, ?> object) || !(answer.orElse(null) instanceof ActionAnswer.Payload payload)) {
            return value;
        }
        Object typed = payload.type().isPresent() && object.get(TYPENAME) == null
                ? with(object, TYPENAME, payload.type().get())
                : object;
        return payload.actionId() ? with((Map<?, ?>) typed, ACTION_ID, report.id()) : typed;
    }

    /** Where a field of Query is asked with the answer, that is of no type of ours. */
    private @Nullable Object payload(ActionReport report, SourceFetch step, boolean ofFieldsType, boolean actionId) {
        Buffer result = report.result();
        Object value = result == null ? null : Json.parse(result);
        if (ofFieldsType) {
            value = typed(value, field(report).orElseThrow().getType());
        }
        if (actionId && value instanceof Map<?, ?> object) {
            value = with(object, ACTION_ID, report.id());
        }
        Optional<String> wrong = Representation.check(value, step, graph);
        return wrong.isPresent() ? malformed(wrong.get()) : value;
    }

    /** A handler need not name a type that can be only one. */
    private static @Nullable Object typed(@Nullable Object value, GraphQLType type) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (nullable instanceof GraphQLList list && value instanceof List<?> elements) {
            List<@Nullable Object> typed = new ArrayList<>(elements.size());
            elements.forEach(element -> typed.add(typed(element, list.getWrappedType())));
            return typed;
        }
        return nullable instanceof GraphQLObjectType only
                        && value instanceof Map<?, ?> object
                        && object.get(TYPENAME) == null
                ? with(object, TYPENAME, only.getName())
                : value;
    }

    private static Map<String, @Nullable Object> with(Map<?, ?> object, String name, String value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((key, field) -> copy.put(String.valueOf(key), field));
        copy.put(name, value);
        return copy;
    }

    private static Missing malformed(String reason) {
        return Missing.of("the handler's answer was not usable: " + reason, ErrorCode.MALFORMED_REPLY.name());
    }
}
