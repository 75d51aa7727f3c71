package io.weir.plan;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SelectionSet;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.followup.FollowUp;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.DemandReader;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.Selections;
import io.weir.plan.demand.StorageKey;
import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.Routing;
import io.weir.plan.routing.Unreachable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A validated operation and the values of its conditions in, its plan out. Used once. */
final class Planner {

    /**
     * Begins the storage keys of what no subgraph answers: each response key is fetched by itself, and none of these
     * keys is a GraphQL name that a subgraph's answer could have.
     */
    static final String SOURCE_KEY_PREFIX = "=";

    private final Graph graph;
    private final GraphQLSchema schema;
    private final Document document;
    private final OperationDefinition operation;
    private final Selections selections;
    private final Projections projections;
    private final DemandReader demands;
    private final QueryFetches fetches;
    private final WorkLimit limit;
    private final Stages stages;
    private final List<MutationField> mutations = new ArrayList<>();

    Planner(
            Graph graph,
            Routing routing,
            Document document,
            OperationDefinition operation,
            Map<String, Boolean> conditions,
            PlanVariants variants) {
        this.graph = graph;
        this.schema = graph.schema();
        this.document = document;
        this.operation = operation;
        this.limit = new WorkLimit();
        this.selections = new Selections(routing.possibleTypes(), Selections.fragments(document), conditions, limit);
        this.projections = new Projections(graph, selections);
        this.demands = new DemandReader(routing.possibleTypes(), selections);
        this.fetches = new QueryFetches(graph, routing, operation, variants);
        FetchGraphs graphs = fetches.graphs();
        boolean mutation = operation.getOperation() == Operation.MUTATION;
        Stages.Router router = fields -> routing.root(rootDemands(fields), mutation, limit);
        this.stages = mutation ? new MutationStages(router, graphs, limit) : new QueryStage(router, graphs, limit);
    }

    OperationPlan plan() throws RequestErrors {
        try {
            GraphQLObjectType root = checkedRoot();
            List<FieldProjection> projected = new ArrayList<>();
            for (Map.Entry<String, List<Field>> entry : selections
                    .collect(root, List.of(operation.getSelectionSet()))
                    .entrySet()) {
                projected.add(rootField(root, entry.getKey(), entry.getValue()));
            }
            return new OperationPlan(
                    operation.getOperation(),
                    root.getName(),
                    projected,
                    stages.build(),
                    mutations,
                    ResumeVariables.of(document, operation, graph));
        } catch (WorkLimit.Exceeded e) {
            throw new RequestErrors(RequestError.of(String.valueOf(e.getMessage()), RequestError.TOO_COMPLEX));
        } catch (Unreachable e) {
            throw new RequestErrors(RequestError.of(String.valueOf(e.getMessage()), RequestError.NOT_REACHABLE));
        }
    }

    /** How the field is written; leaves what fetches it with the stages. */
    private FieldProjection rootField(GraphQLObjectType root, String responseKey, List<Field> fields)
            throws RequestErrors {
        Field first = fields.get(0);
        String name = first.getName();
        if (name.equals("__typename")) {
            return projections.field(root, responseKey, fields);
        }
        if (name.startsWith("__")) {
            return introspected(root, responseKey, fields);
        }
        RootSource source = graph.source(root.getName(), name);
        if (source == null) {
            return fromSubgraphs(root, responseKey, fields);
        }
        FieldProjection projection =
                projections.field(root, responseKey, fields).from(SOURCE_KEY_PREFIX + responseKey);
        GraphQLFieldDefinition definition = root.getFieldDefinition(name);
        Demand demand = demand(root, projection.sourceKey(), fields);
        FollowUp followUp = graph.followUps().get(FieldCoordinates.coordinates(root.getName(), name));
        stages.add(
                followUp == null
                        ? fetches.sources().plan(source, definition, first, projection.value(), demand, limit)
                        : fetches.answered(source, root, first, demand, followUp, limit));
        return projection;
    }

    /** Each field of a mutation is run, however equal to another: its key is the client's. */
    private FieldProjection fromSubgraphs(GraphQLObjectType root, String responseKey, List<Field> fields)
            throws RequestErrors {
        Field first = fields.get(0);
        if (operation.getOperation() == Operation.SUBSCRIPTION) {
            throw new RequestErrors(new RequestError(
                    "Subscription.%s is fed by no topic, and Weir does not subscribe to subgraphs"
                            .formatted(first.getName()),
                    List.of(first.getSourceLocation()),
                    RequestError.NOT_REACHABLE));
        }
        boolean mutation = operation.getOperation() == Operation.MUTATION;
        String key = mutation ? responseKey : StorageKey.of(first);
        stages.ask(key, fields);
        if (mutation) {
            GraphQLFieldDefinition definition = root.getFieldDefinition(first.getName());
            mutations.add(new MutationField(first.getName(), key, new FieldArguments(schema, definition, first)));
        }
        return projections.field(root, responseKey, fields).from(key);
    }

    private Demands rootDemands(Map<String, List<Field>> fieldsByKey) {
        GraphQLObjectType root = rootType();
        Map<String, Demand> read = new LinkedHashMap<>();
        fieldsByKey.forEach((key, fields) -> read.put(key, demand(root, key, fields)));
        return Demands.ofRoot(root.getName(), read);
    }

    private Demand demand(GraphQLObjectType root, String key, List<Field> fields) {
        return demands.demand(graph.supergraph().schema().getObjectType(root.getName()), key, fields);
    }

    private FieldProjection introspected(GraphQLObjectType root, String responseKey, List<Field> fields) {
        Field first = fields.get(0);
        String storageKey = SOURCE_KEY_PREFIX + responseKey;
        stages.add(new IntrospectionFetch(storageKey, responseKey, introspection(fields)));
        ValueProjection verbatim = new ValueProjection.Verbatim(first.getName().equals("__schema"));
        return FieldProjection.of(
                responseKey, storageKey, root.getName() + "." + first.getName(), verbatim, first.getSourceLocation());
    }

    /** An operation of its own that selects only this field, for graphql-java to answer. */
    private Document introspection(List<Field> fields) {
        SelectionSet.Builder selection = SelectionSet.newSelectionSet();
        fields.forEach(selection::selection);
        Document.Builder alone = Document.newDocument();
        document.getDefinitions().stream()
                .filter(OperationDefinition.class::isInstance)
                .map(OperationDefinition.class::cast)
                .filter(other -> other.getOperation() == Operation.QUERY)
                .findFirst()
                .map(other -> other.transform(b -> b.name(null).selectionSet(selection.build())))
                .ifPresent(alone::definition);
        document.getDefinitionsOfType(FragmentDefinition.class).forEach(alone::definition);
        return alone.build();
    }

    private GraphQLObjectType checkedRoot() throws RequestErrors {
        GraphQLObjectType type = rootType();
        if (type == null) {
            throw new RequestErrors(RequestError.of(
                    "the schema has no " + operation.getOperation().name().toLowerCase(Locale.ROOT) + "s",
                    RequestError.VALIDATION_FAILED));
        }
        return type;
    }

    private GraphQLObjectType rootType() {
        return switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    }
}
