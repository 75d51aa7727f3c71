package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InterfaceObjectTest {

    private static final String MEDIA = Fed2.sdl("""
            type Query { media: Media }
            interface Media @key(fields: "id") { id: ID! }
            type Book implements Media @key(fields: "id") { id: ID! }
            type Film implements Media @key(fields: "id") { id: ID! }
            """);

    @Test
    void shouldGiveItsFieldsToTheImplementations() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("media", MEDIA)
                .subgraph(
                        "reviews", Fed2.sdl("type Media @interfaceObject @key(fields: \"id\") { id: ID! rating: Int }"))
                .build();

        // Then
        assertThat(graph.sdl()).containsSubsequence("type Book implements Media {", "rating: Int", "type Film");
        assertThat(Owners.of(graph, "Book", "rating").field().inherited()).isTrue();
        assertThat(Owners.of(graph, "Media", "rating").resolvers()).containsExactly("reviews");
        SupergraphType media = Objects.requireNonNull(graph.supergraph().type("Media"));
        TypeInSubgraph here =
                Objects.requireNonNull(media.in(graph.supergraph().subgraphs().get(0)));
        TypeInSubgraph there =
                Objects.requireNonNull(media.in(graph.supergraph().subgraphs().get(1)));
        assertThat(here.possible()).containsExactlyInAnyOrder("Book", "Film");
        assertThat(here.interfaceObject()).isFalse();
        assertThat(there.interfaceObject()).isTrue();
        assertThat(there.possible()).isEmpty();
    }

    @Test
    void shouldRefuseOneWithoutKeyAndOneWithoutInterface() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("media", MEDIA)
                        .subgraph(
                                "reviews",
                                Fed2.sdl(
                                        "type Media @interfaceObject { rating: Int }\ntype Lost @interfaceObject @key(fields: \"id\") { id: ID! }"))
                        .problems())
                .containsExactly(
                        "reviews.graphql:2:1: Media is an @interfaceObject without @key; add the interface's key",
                        "reviews.graphql:3:1: Lost is an @interfaceObject, and no subgraph defines the interface Lost with"
                                + " its implementations");
    }

    @Test
    void shouldWantTheKeyOnEveryImplementation() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("media", Fed2.sdl("""
                                type Query { media: Media }
                                interface Media @key(fields: "id") { id: ID! }
                                type Book implements Media { id: ID! }
                                """))
                        .problems())
                .containsExactly(
                        "media.graphql:3:1: the interface Media has @key(fields: \"id\"), and Book in media has"
                                + " not; add the key there");
    }

    @Test
    void shouldWantEveryImplementationWhereTheInterfaceIsResolved() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("media", MEDIA)
                        .subgraph("music", Fed2.sdl("""
                                interface Media { id: ID! }
                                type Song implements Media @key(fields: "id") { id: ID! }
                                """))
                        .problems())
                .containsExactly(
                        "media.graphql:3:1: media resolves the interface Media by its key and does not know its"
                                + " implementation Song; declare it there too; also music.graphql:3:1");
    }
}
