package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Entities: who is asked for what, by which key, after which other fetch. */
class EntityPlanTest {

    private static final String PRODUCTS = """
            type Query { products: [Product!]! product(id: ID!): Product }
            type Product @key(fields: "id") { id: ID! name: String! }
            """;
    private static final String REVIEWS = """
            type Product @key(fields: "id") { id: ID! reviews(first: Int): [Review!]! }
            type Review @key(fields: "id") { id: ID! text: String! author: User }
            type User @key(fields: "email") { email: String! }
            """;
    private static final String USERS = """
            type Query { me: User }
            type User @key(fields: "email") { email: String! name: String! bestProduct: Product }
            type Product @key(fields: "id") { id: ID! }
            """;

    private final PlanFixture plans = new PlanFixture(FederatedGraphs.ofSubgraphs()
            .subgraph("products", PRODUCTS)
            .subgraph("reviews", REVIEWS)
            .subgraph("users", USERS));

    @Test
    void shouldAskOneSubgraphOnce() {
        assertThat(plans.text("{ products { id title: name } }")).isEqualTo("""
                1 products
                  {products{id name}}
                """);
    }

    @Test
    void shouldHopByKey() {
        assertThat(plans.text("{ products { name reviews(first: 2) { text } } }"))
                .isEqualTo("""
                1 products
                  {products{name id}}
                2 reviews after 1
                  at products Product{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Product{reviews_1spmpnfdmhb88:reviews(first:2){text}}}}
                """);
    }

    @Test
    void shouldHopTwice() {
        assertThat(plans.text("query($n: Int) { products { reviews(first: $n) { author { name } } } me { name } }"))
                .isEqualTo("""
                1 products
                  {products{id}}
                2 users
                  {me{name}}
                3 reviews after 1
                  at products Product{id}
                  query($representations:[_Any!]!,$n:Int){_entities(representations:$representations){...on Product{reviews_1gnm7nd916dal:reviews(first:$n){author{email}}}}}
                4 users after 3
                  at products.reviews_1gnm7nd916dal.author User{email}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on User{name}}}
                """);
    }
}
