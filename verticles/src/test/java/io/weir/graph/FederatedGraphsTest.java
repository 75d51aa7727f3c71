package io.weir.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.SupergraphType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FederatedGraphsTest {

    private static final String EVENTS = """
            type Subscription { employeeUpdated(id: ID!): Employee! @eventsSubscribe(topic: "e.{{ args.id }}") }
            type Employee @key(fields: "id", resolvable: false) { id: ID! @external }
            """;
    private static final String EMPLOYEES = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
            type Query { employee(id: ID!): Employee }
            type Employee @key(fields: "id") { id: ID! name: String! }
            """;
    private static final String TEAMS = """
            extend type Employee @key(fields: "id") { id: ID! @external team: Team }
            type Team { name: String }
            """;

    @Test
    void shouldMergeEventsWithSubgraphsOfBothFederations() {
        // When
        Graph graph = FederatedGraphs.of(EVENTS)
                .subgraph("employees", EMPLOYEES)
                .subgraph("teams", TEAMS)
                .build();

        // Then
        assertThat(graph.supergraph().subgraphs())
                .extracting(Subgraph::name)
                .containsExactly("weir", "employees", "teams");
        assertThat(graph.sdl()).contains("name: String!", "team: Team");
        SupergraphType employee = Objects.requireNonNull(graph.supergraph().type("Employee"));
        Subgraph weir = graph.supergraph().subgraphs().get(0);
        assertThat(Objects.requireNonNull(employee.in(weir)).keys())
                .singleElement()
                .satisfies(key -> assertThat(key.resolvable()).isFalse());
        assertThat(graph.keys()).containsOnlyKeys("Employee");
    }
}
