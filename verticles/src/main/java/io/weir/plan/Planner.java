package io.weir.plan;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A validated operation and the values of its conditions in, its plan out. Used once. */
final class Planner {

    private static final ValueProjection TYPENAME =
            new ValueProjection.Scalar(ValueProjection.ScalarKind.STRING, "String", true);

    private final Graph graph;
    private final GraphQLSchema schema;
    private final Document document;
    private final Selections selections;
    private final Projections projections;

    Planner(Graph graph, Document document, Map<String, Boolean> conditions) {
        this.graph = graph;
        this.schema = graph.schema();
        this.document = document;
        this.selections = new Selections(schema, document, conditions);
        this.projections = new Projections(graph, selections);
    }

    OperationPlan plan(OperationDefinition operation) throws RequestErrors {
        GraphQLObjectType root = rootType(operation.getOperation());
        Map<String, List<Field>> fields = selections.collect(root, List.of(operation.getSelectionSet()));
        List<RootStep> steps = new ArrayList<>(fields.size());
        for (Map.Entry<String, List<Field>> entry : fields.entrySet()) {
            steps.add(step(root, entry.getKey(), entry.getValue()));
        }
        return new OperationPlan(operation.getOperation(), root.getName(), steps);
    }

    private RootStep step(GraphQLObjectType root, String responseKey, List<Field> fields) throws RequestErrors {
        Field first = fields.get(0);
        String name = first.getName();
        if (name.equals("__typename")) {
            return new RootStep.Typename(FieldProjection.of(
                    responseKey, name, root.getName() + "." + name, TYPENAME, first.getSourceLocation()));
        }
        if (name.startsWith("__")) {
            ValueProjection verbatim = new ValueProjection.Verbatim(name.equals("__schema"));
            return new RootStep.Introspection(
                    FieldProjection.of(
                            responseKey, name, root.getName() + "." + name, verbatim, first.getSourceLocation()),
                    introspection(fields));
        }
        GraphQLFieldDefinition definition = root.getFieldDefinition(name);
        RootSource source = graph.source(root.getName(), name);
        if (source == null) {
            throw new IllegalStateException("no source for " + root.getName() + "." + name);
        }
        FieldProjection projection = projections.field(root, responseKey, fields);
        return new RootStep.Fetch(projection, source, new FieldArguments(schema, definition, first));
    }

    /** An operation of its own that selects only this field, for graphql-java to answer. */
    private Document introspection(List<Field> fields) {
        SelectionSet.Builder selection = SelectionSet.newSelectionSet();
        fields.forEach(selection::selection);
        Document.Builder alone = Document.newDocument();
        document.getDefinitions().stream()
                .filter(OperationDefinition.class::isInstance)
                .map(OperationDefinition.class::cast)
                .filter(operation -> operation.getOperation() == Operation.QUERY)
                .findFirst()
                .map(operation -> operation.transform(b -> b.name(null).selectionSet(selection.build())))
                .ifPresent(alone::definition);
        document.getDefinitionsOfType(FragmentDefinition.class).forEach(alone::definition);
        return alone.build();
    }

    private GraphQLObjectType rootType(Operation kind) throws RequestErrors {
        @Nullable
        GraphQLObjectType type = switch (kind) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
        if (type == null) {
            throw new RequestErrors(RequestError.of(
                    "the schema has no " + kind.name().toLowerCase(Locale.ROOT) + "s", RequestError.VALIDATION_FAILED));
        }
        return type;
    }
}
