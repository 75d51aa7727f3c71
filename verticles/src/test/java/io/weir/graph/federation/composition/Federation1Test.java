package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

class Federation1Test {

    private static final String PRODUCTS = """
            type Query { products: [Product] }
            type Product @key(fields: "upc") @key(fields: "sku brand { id }") {
              upc: String! sku: String brand: Brand weight: Int money: Money
            }
            type Brand { id: ID! }
            type Money { cents: Int }
            """;

    @Test
    void shouldAskExtensionsForTheirExternalKeys() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("products", PRODUCTS)
                .subgraph("extending", """
                        extend type Product @key(fields: ["upc"]) {
                          upc: String! @external
                          weight: Int @external
                          cost: Money @requires(fields: "weight")
                        }
                        type Money { cents: Int }
                        """)
                .subgraph("saying", """
                        type Product @extends @key(fields: "sku brand { id }") {
                          sku: String @external brand: Brand @external stock: Int
                        }
                        type Brand @extends { id: ID! @external }
                        """)
                .build();

        // Then
        assertThat(Owners.of(graph, "Product", "upc").resolvers()).containsExactly("products", "extending");
        assertThat(Owners.of(graph, "Product", "weight").externals()).containsExactly("extending");
        assertThat(Owners.of(graph, "Product", "sku").resolvers()).containsExactly("products", "saying");
        assertThat(Owners.of(graph, "Brand", "id").resolvers())
                .as("nested in a key")
                .contains("saying");
        assertThat(Owners.of(graph, "Money", "cents").resolvers()).containsExactly("products", "extending");
    }

    @Test
    void shouldTakeAnExternalTypeForAllOfItsFields() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("products", PRODUCTS)
                .subgraph("b", Fed2.sdl("""
                        type Product @key(fields: "upc") { upc: String! tax: Int @requires(fields: "money { cents }") money: Money @external }
                        type Money @external { cents: Int }
                        """))
                .build();

        // Then
        assertThat(Owners.of(graph, "Money", "cents").externals()).isEqualTo(List.of("b"));
    }

    @Test
    void shouldLeaveOutAQueryThatIsFederationsOnly() {
        // When
        Graph graph = FederatedGraphs.of("""
                        type Query { p: Product @eventsRequest(topic: "p") }
                        type Product @key(fields: "upc") { upc: String! }
                        """).subgraph("a", """
                        type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
                        scalar _Any
                        union _Entity = Product
                        type _Service { sdl: String }
                        type Product @key(fields: "upc") { upc: String! name: String }
                        """).build();

        // Then
        assertThat(graph.sdl()).contains("type Query {\n  p: Product\n}");
    }
}
