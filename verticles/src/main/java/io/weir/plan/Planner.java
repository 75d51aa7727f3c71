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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validated operation and the values of its conditions in, its plan out. Used once. */
final class Planner {

    /**
     * Begins the storage keys of what no subgraph answers: each response key is fetched by itself, and none of these
     * keys is a GraphQL name that a subgraph's answer could have.
     */
    private static final String SOURCE_KEY_PREFIX = "=";

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
        List<FieldProjection> projected = new ArrayList<>(fields.size());
        List<FetchNode> nodes = new ArrayList<>(fields.size());
        for (Map.Entry<String, List<Field>> entry : fields.entrySet()) {
            projected.add(rootField(root, entry.getKey(), entry.getValue(), nodes));
        }
        return new OperationPlan(
                operation.getOperation(), root.getName(), projected, stages(operation.getOperation(), nodes));
    }

    private static List<FetchGraph> stages(Operation kind, List<FetchNode> nodes) {
        if (kind == Operation.MUTATION) {
            return nodes.stream().map(node -> new FetchGraph(List.of(node))).toList();
        }
        return List.of(new FetchGraph(nodes));
    }

    /** How the field is written; adds what fetches it to {@code nodes}. */
    private FieldProjection rootField(
            GraphQLObjectType root, String responseKey, List<Field> fields, List<FetchNode> nodes)
            throws RequestErrors {
        Field first = fields.get(0);
        String name = first.getName();
        String storageKey = SOURCE_KEY_PREFIX + responseKey;
        if (name.equals("__typename")) {
            return projections.field(root, responseKey, fields);
        }
        if (name.startsWith("__")) {
            nodes.add(new IntrospectionFetch(storageKey, responseKey, introspection(fields)));
            ValueProjection verbatim = new ValueProjection.Verbatim(name.equals("__schema"));
            return FieldProjection.of(
                    responseKey, storageKey, root.getName() + "." + name, verbatim, first.getSourceLocation());
        }
        GraphQLFieldDefinition definition = root.getFieldDefinition(name);
        RootSource source = graph.source(root.getName(), name);
        if (source == null) {
            throw new IllegalStateException("no source for " + root.getName() + "." + name);
        }
        FieldProjection projection =
                projections.field(root, responseKey, fields).from(storageKey);
        nodes.add(new SourceFetch(
                name,
                storageKey,
                source,
                new FieldArguments(schema, definition, first),
                projection.value(),
                Optional.empty(),
                SourceFetch.Completions.NONE));
        return projection;
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
