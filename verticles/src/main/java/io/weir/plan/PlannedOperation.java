package io.weir.plan;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import io.weir.graph.Graph;
import io.weir.plan.routing.Routing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One valid operation of a document, and its plans: one for each set of condition values that was asked. */
public final class PlannedOperation {

    private final Graph graph;
    private final Routing routing;
    private final Document document;
    private final OperationDefinition operation;
    private final Conditions conditions;
    private final PlanVariants variants;
    /** The plan of an operation without conditions. */
    private volatile @Nullable OperationPlan only;

    private volatile @Nullable RewrittenOperation rewritten;

    PlannedOperation(
            Graph graph, Routing routing, Document document, OperationDefinition operation, PlanVariants variants) {
        this.graph = graph;
        this.routing = routing;
        this.document = document;
        this.operation = operation;
        this.conditions = Conditions.of(document);
        this.variants = variants;
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
        if (conditions.variables().isEmpty()) {
            OperationPlan known = only;
            return known == null ? first() : known;
        }
        Map<String, Boolean> values = conditions.values(variables);
        OperationPlan known = variants.byConditions().get(this, values);
        return known == null ? variant(values) : known;
    }

    /**
     * The same operation, a mutation, with variables for the arguments of its root fields of these names; the same object
     * whenever it is asked for the same.
     */
    public synchronized RewrittenOperation rewritten(Set<String> fields) {
        RewrittenOperation known = rewritten;
        if (known == null || !known.fields().equals(fields)) {
            ArgumentVariables.Rewritten made = new ArgumentVariables(
                            graph.schema().getMutationType(), fields, document, operation)
                    .rewrite(operation);
            known = new RewrittenOperation(
                    fields,
                    AstPrinter.printAstCompact(made.document()),
                    operation.getName(),
                    new PlannedOperation(graph, routing, made.document(), made.operation(), variants),
                    made.kept(),
                    made.variables());
            rewritten = known;
        }
        return known;
    }

    /** One plan for all who ask at the same time: streams are equal only when their plans are the same. */
    private synchronized OperationPlan first() throws RequestErrors {
        OperationPlan known = only;
        if (known == null) {
            known = plan(Map.of());
            only = known;
        }
        return known;
    }

    private synchronized OperationPlan variant(Map<String, Boolean> values) throws RequestErrors {
        OperationPlan known = variants.byConditions().get(this, values);
        if (known == null) {
            known = plan(values);
            variants.byConditions().put(this, values, known);
        }
        return known;
    }

    private OperationPlan plan(Map<String, Boolean> values) throws RequestErrors {
        return new Planner(graph, routing, document, operation, values, variants).plan();
    }
}
