package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.GraphConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphLoader;
import io.weir.graph.GraphSources;
import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlText;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.plan.OperationCache;
import io.weir.plan.OperationPlan;
import io.weir.plan.PlannedOperation;
import io.weir.plan.SubgraphFetch;
import io.weir.testing.NodePackages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** GitHub's public schema, over a megabyte of SDL, from npm's {@code @octokit/graphql-schema}. */
class GithubSchemaIT {

    private static final String EVENTS = """
            type Subscription { starred(name: String!): Repository @eventsSubscribe(topic: "starred.{{ args.name }}") }
            type Repository @key(fields: "id", resolvable: false) { id: ID! @external }
            """;

    @Test
    void shouldLoadAsTheOnlySubgraph() throws Exception {
        // When
        Graph graph = load(List.of());

        // Then
        SupergraphType repository = Objects.requireNonNull(graph.supergraph().type("Repository"));
        assertThat(graph.supergraph().subgraphs()).hasSize(1);
        assertThat(graph.supergraph().types()).hasSizeGreaterThan(1000);
        assertThat(repository.field("stargazers")).isNotNull();
        assertThat(graph.schema().getObjectType("Repository").getInterfaces()).hasSizeGreaterThan(3);
        assertThat(graph.schema()
                        .getObjectType("Query")
                        .getFieldDefinition("repository")
                        .getArguments())
                .hasSize(3);
    }

    @Test
    void shouldPlanAQueryAsOneRequest() throws Exception {
        // Given
        OperationCache operations = new OperationCache(load(List.of()), GraphConfig.of(List.of()));

        // When
        PlannedOperation operation = operations.get("""
                { repository(owner: "a", name: "b") {
                    nameWithOwner
                    issues(first: 3, states: OPEN) { nodes { title author { login ... on User { name } } } } } }
                """, null);
        OperationPlan plan = operation.plan(operation.coerce(Map.of()));

        // Then
        assertThat(plan.stages())
                .singleElement()
                .satisfies(stage -> assertThat(stage.nodes()).singleElement().isInstanceOf(SubgraphFetch.class));
    }

    @Test
    void shouldMergeWithEvents() throws Exception {
        // When
        Graph graph = load(List.of(new SdlText("events.graphql", EVENTS)));

        // Then
        assertThat(graph.supergraph().subgraphs()).hasSize(2);
        assertThat(graph.schema().getSubscriptionType().getFieldDefinition("starred"))
                .isNotNull();
        assertThat(graph.schema().getObjectType("Repository").getFieldDefinition("stargazers"))
                .isNotNull();
    }

    private static Graph load(List<SdlText> own) throws Exception {
        Path file = NodePackages.folder(GithubSchemaIT.class)
                .resolve(Path.of("node_modules", "@octokit", "graphql-schema", "schema.graphql"));
        SubgraphSdl github = new SubgraphSdl(
                "github", "http://localhost/graphql", List.of(new SdlText("github.graphql", Files.readString(file))));
        return GraphLoader.load(new GraphSources(own, Optional.empty(), List.of(github), Map.of(), Set.of("default")));
    }
}
