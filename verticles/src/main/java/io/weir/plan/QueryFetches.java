package io.weir.plan;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.followup.FollowUp;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.StorageKey;
import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.QueryDraft;
import io.weir.plan.routing.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans the queries that are run for objects within an operation, and all else that an operation fetches. */
final class QueryFetches {

    private final Graph graph;
    private final GraphQLSchema schema;
    private final Routing routing;
    private final SubgraphFetches subgraphs;
    private final FetchGraphs graphs;
    private final SourceFetches sources;

    QueryFetches(Graph graph, Routing routing, OperationDefinition operation, PlanVariants variants) {
        this.graph = graph;
        this.schema = graph.supergraph().schema();
        this.routing = routing;
        this.subgraphs = new SubgraphFetches(graph.supergraph(), operation);
        this.graphs = new FetchGraphs(subgraphs, this::plan);
        this.sources = new SourceFetches(graph, routing, graphs, variants.byPayload());
    }

    FetchGraphs graphs() {
        return graphs;
    }

    SourceFetches sources() {
        return sources;
    }

    private QueryFetch plan(QueryDraft draft, int[] dependsOn, WorkLimit limit) {
        try {
            FollowUp followUp = draft.followUp();
            return followUp == null ? again(draft, dependsOn, limit) : answer(draft, followUp, dependsOn, limit);
        } catch (RequestErrors e) { // constant arguments were validated with the document, or with the schema
            throw new IllegalStateException(e);
        }
    }

    private QueryFetch again(QueryDraft draft, int[] dependsOn, WorkLimit limit) throws RequestErrors {
        return fetch(
                draft,
                Optional.empty(),
                QueryInputs.none(schema),
                query(List.copyOf(draft.demands()), limit),
                dependsOn);
    }

    private QueryFetch answer(QueryDraft draft, FollowUp followUp, int[] dependsOn, WorkLimit limit)
            throws RequestErrors {
        GraphQLObjectType parent = schema.getObjectType(draft.types().iterator().next());
        Answering answering = answering(followUp, parent, List.copyOf(draft.demands()), limit);
        return fetch(draft, Optional.of(answering.answer()), answering.inputs(), answering.plan(), dependsOn);
    }

    /**
     * A root field whose source gives a reply that a field of Query is asked with.
     *
     * @param field with its arguments
     * @param demand where its value stands, and what is asked of it
     */
    SourceFetch answered(
            RootSource source, GraphQLObjectType root, Field field, Demand demand, FollowUp followUp, WorkLimit limit)
            throws RequestErrors {
        Answering answering = answering(followUp, root, List.of(demand), limit);
        QueryFetch query = new QueryFetch(
                List.of(),
                root.getName(),
                Set.of(root.getName()),
                Optional.of(answering.answer()),
                answering.inputs(),
                answering.plan(),
                new int[0]);
        PayloadPlan completion = new PayloadPlan(Optional.empty(), new FetchGraph(List.of(query)));
        return new SourceFetch(
                field.getName(),
                demand.key(),
                source,
                new FieldArguments(graph.schema(), root.getFieldDefinition(field.getName()), field),
                new ValueProjection.Verbatim(false),
                Optional.empty(),
                new AlwaysThis(completion));
    }

    /** Whatever the value, the same becomes of it. */
    record AlwaysThis(PayloadPlan plan) implements SourceFetch.Completions {
        @Override
        public PayloadPlan of(Object value) {
            return plan;
        }
    }

    private record Answering(QueryFetch.Answer answer, QueryInputs inputs, OperationPlan plan) {}

    /** How a field of Query answers a field. */
    private Answering answering(FollowUp followUp, GraphQLObjectType parent, List<Demand> demands, WorkLimit limit)
            throws RequestErrors {
        List<String> names = new ArrayList<>();
        for (FollowUp.Input input : followUp.inputs()) {
            names.add(subgraphs.define(input.variable(), input.type()));
        }
        Field asked = field(followUp.field(), followUp.arguments(names));
        String key = StorageKey.of(asked);
        List<Demand> ofQuery = demands.stream()
                .map(demand -> new Demand(key, followUp.field(), StorageKey.arguments(asked), demand.below()))
                .toList();
        Demand first = demands.get(0);
        FieldArguments arguments = new FieldArguments(
                schema, parent.getFieldDefinition(first.field()), field(first.field(), first.arguments()));
        return new Answering(
                new QueryFetch.Answer(followUp.template().source(), key, first.key()),
                new QueryInputs(schema, followUp.inputs(), names, arguments, first.key()),
                query(ofQuery, limit));
    }

    private static QueryFetch fetch(
            QueryDraft draft,
            Optional<QueryFetch.Answer> answer,
            QueryInputs inputs,
            OperationPlan plan,
            int[] dependsOn) {
        return new QueryFetch(
                draft.position().path().stream().map(SubgraphFetches::step).toList(),
                draft.position().type(),
                draft.types(),
                answer,
                inputs,
                plan,
                dependsOn);
    }

    private OperationPlan query(List<Demand> demands, WorkLimit limit) throws RequestErrors {
        GraphQLObjectType root = schema.getQueryType();
        List<Demand> ofSubgraphs = new ArrayList<>();
        List<FetchNode> nodes = new ArrayList<>();
        for (Demand demand : demands) {
            RootSource source = graph.source(root.getName(), demand.field());
            if (source == null) {
                ofSubgraphs.add(demand);
            } else {
                GraphQLFieldDefinition definition = root.getFieldDefinition(demand.field());
                Field field = field(demand.field(), demand.arguments());
                ValueProjection value = RootValue.of(graph, routing.possibleTypes(), definition.getType());
                nodes.add(sources.plan(source, definition, field, value, demand, limit));
            }
        }
        List<FetchNode> all = new ArrayList<>();
        if (!ofSubgraphs.isEmpty()) {
            all.addAll(graphs.build(routing.query(ofSubgraphs, limit), false, limit)
                    .nodes());
        }
        all.addAll(nodes);
        return new OperationPlan(Operation.QUERY, root.getName(), List.of(), List.of(new FetchGraph(all)), List.of());
    }

    private static Field field(String name, List<Argument> arguments) {
        return Field.newField(name).arguments(arguments).build();
    }
}
