package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.json.Json;
import io.weir.plan.OperationCache;
import io.weir.source.RecordingTopicClient;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.subgraph.Subgraphs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A graph that is cut into subgraphs answers as the same graph in one piece, which graphql-java executes: the same data,
 * and errors at paths where it has errors too.
 */
class FederationOracleTest {

    private static final int GRAPHS = Integer.getInteger("weir.oracle.graphs", 40);
    private static final int OPERATIONS = 25;
    private static final String EVENTS = """
            type Subscription { event: A @eventsSubscribe(topic: "a") }
            type A @key(fields: "id", resolvable: false) { id: ID! }
            """;

    private int compared;
    private int withFetches;
    private int withErrors;

    @Test
    void shouldAnswerAsTheGraphInOnePiece() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            compare(seed, new RandomFederation(seed, false));
        }
        // The operations must be worth comparing.
        assertThat(compared).isGreaterThan(GRAPHS * OPERATIONS * 2 / 3);
        assertThat(withFetches).isGreaterThan(compared / 4);
    }

    @Test
    void shouldAnswerAsTheGraphInOnePieceWhereFieldsFail() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            compare(seed, new RandomFederation(seed, true));
        }
        assertThat(withErrors).isGreaterThan(compared / 10);
    }

    private void compare(long seed, RandomFederation federation) {
        InMemorySubgraphs subgraphs = new InMemorySubgraphs(federation);
        PlannedOperations operations = operations(federation, subgraphs);
        for (int i = 0; i < OPERATIONS; i++) {
            String selection = federation.query();
            String query = "query Q" + RandomFederation.variables(selection) + selection;
            compareQuery("seed " + seed + " " + i + " ", query, operations, subgraphs);
            compareEvent("seed " + seed + " " + i + " ", federation, operations, subgraphs);
        }
    }

    private static PlannedOperations operations(RandomFederation federation, InMemorySubgraphs subgraphs) {
        FederatedGraphs graphs = FederatedGraphs.of(EVENTS);
        federation.subgraphs().forEach(graphs::subgraph);
        Graph graph = graphs.build();
        return new PlannedOperations(
                graph,
                new OperationCache(
                        graph,
                        new GraphConfig(
                                List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT)),
                new RootFetcher(graph, new RecordingTopicClient(), EventsConfig.DEFAULT, "test"),
                new Subgraphs(subgraphs, ForwardedHeaders.NONE));
    }

    private void compareQuery(String seed, String query, PlannedOperations operations, InMemorySubgraphs subgraphs) {
        Map<String, Object> variables = new HashMap<>(Map.of("x", 7));
        ExecutionResult expected = subgraphs.monolith(query, variables);
        subgraphs.asked().clear();
        Prepared prepared = operations.prepare(new OperationRequest(query, null, variables, Map.of()));
        if (prepared instanceof Prepared.Refused refused) {
            assertThat(!expected.isDataPresent() || expected.getData() == null)
                    .as("%s%s is refused: %s", seed, query, refused.errors())
                    .isTrue();
            return; // two fields that do not merge
        }
        String response =
                ((Prepared.Executable) prepared).execute().result().body().toString();
        assertSame(seed + query, response, expected, subgraphs);
    }

    private void compareEvent(
            String seed, RandomFederation federation, PlannedOperations operations, InMemorySubgraphs subgraphs) {
        Object a = federation.root().get("q0");
        if (a == null || federation.fails(federation.root(), "q0")) {
            return;
        }
        String selection = federation.selection();
        String rest = RandomFederation.variables(selection) + " { FIELD" + selection + " }";
        Map<String, Object> variables = new HashMap<>(Map.of("x", 7));
        ExecutionResult expected = subgraphs.monolith("query Q" + rest.replace("FIELD", "event: q0"), variables);
        if (!expected.isDataPresent()) {
            return;
        }
        subgraphs.asked().clear();
        String subscription = "subscription Q" + rest.replace("FIELD", "event");
        try {
            EventStream stream = operations.stream(new OperationRequest(subscription, null, variables, Map.of()));
            Object payload = Map.of("__typename", "A", "id", ((Map<?, ?>) a).get("id"), "a0", "not owned");
            String response =
                    stream.complete(payload, operations.forEvent()).result().toString();
            assertSame(seed + subscription, response, expected, subgraphs);
        } catch (io.weir.plan.RequestErrors e) {
            throw new AssertionError(seed + subscription, e);
        }
    }

    private void assertSame(String what, String response, ExecutionResult expected, InMemorySubgraphs subgraphs) {
        String hint = what + "\nasked " + String.join("\n      ", subgraphs.asked()) + "\ngot " + response
                + "\nexpected " + Json.write(expected.toSpecification());
        Map<?, ?> came = (Map<?, ?>) Json.parse(response);
        assertThat(Json.write(came.get("data")).toString())
                .as(hint)
                .isEqualTo(Json.write(expected.getData()).toString());
        assertThat(came.containsKey("errors"))
                .as(hint)
                .isEqualTo(!expected.getErrors().isEmpty());
        assertThat(paths(expected)).as(hint).containsAll(paths(came));
        compared++;
        withFetches += subgraphs.asked().size() > 1 ? 1 : 0;
        withErrors += expected.getErrors().isEmpty() ? 0 : 1;
    }

    private static Set<String> paths(ExecutionResult expected) {
        Set<String> paths = new HashSet<>();
        for (GraphQLError error : expected.getErrors()) {
            paths.add(String.valueOf(error.getPath()));
        }
        return paths;
    }

    private static Set<String> paths(Map<?, ?> response) {
        Set<String> paths = new HashSet<>();
        List<?> errors = response.containsKey("errors") ? (List<?>) response.get("errors") : List.of();
        errors.forEach(error -> paths.add(String.valueOf(((Map<?, ?>) error).get("path"))));
        return paths;
    }
}
