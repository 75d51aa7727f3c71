package io.weir.plan;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import io.weir.graph.Graph;
import io.weir.plan.routing.Routing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One valid operation of a document, and its plans: one for each set of condition values that was asked. */
public final class PlannedOperation {

    private static final int MAX_PLANS = 64;

    private final Graph graph;
    private final Routing routing;
    private final Document document;
    private final OperationDefinition operation;
    private final Conditions conditions;
    private final Map<Map<String, Boolean>, OperationPlan> plans = new ConcurrentHashMap<>(2);

    PlannedOperation(Graph graph, Routing routing, Document document, OperationDefinition operation) {
        this.graph = graph;
        this.routing = routing;
        this.document = document;
        this.operation = operation;
        this.conditions = Conditions.of(document);
    }

    /** Query, mutation or subscription. */
    public OperationDefinition.Operation kind() {
        return operation.getOperation();
    }

    /**
     * Coerces the variables (GraphQL specification, section 6.1.2).
     *
     * @throws RequestErrors when a value does not fit its type
     */
    public CoercedVariables coerce(Map<String, @Nullable Object> raw) throws RequestErrors {
        if (operation.getVariableDefinitions().isEmpty()) {
            return CoercedVariables.emptyVariables();
        }
        try {
            return ValuesResolver.coerceVariableValues(
                    graph.schema(),
                    operation.getVariableDefinitions(),
                    RawVariables.of(raw),
                    GraphQLContext.getDefault(),
                    Locale.ENGLISH);
        } catch (GraphQLException e) {
            List<SourceLocation> at =
                    e instanceof GraphQLError error && error.getLocations() != null ? error.getLocations() : List.of();
            throw new RequestErrors(new RequestError(String.valueOf(e.getMessage()), at, RequestError.BAD_USER_INPUT));
        }
    }

    /** The plan for these variables. */
    public OperationPlan plan(CoercedVariables variables) throws RequestErrors {
        Map<String, Boolean> values = conditions.values(variables);
        OperationPlan known = plans.get(values);
        if (known != null) {
            return known;
        }
        OperationPlan made = new Planner(graph, routing, document, operation, values).plan();
        if (plans.size() >= MAX_PLANS) { // a client toggles many conditions: keep those asked lately
            plans.clear();
        }
        OperationPlan other = plans.putIfAbsent(values, made);
        return other == null ? made : other;
    }
}
