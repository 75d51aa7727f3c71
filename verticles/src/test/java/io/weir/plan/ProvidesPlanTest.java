package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** {@code @provides}: what can be read at one place only. */
class ProvidesPlanTest {

    private final PlanFixture graph = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { r: R }
            type R @key(fields: "id") { id: ID! a: U @provides(fields: "name org { title }") b: U }
            type U @key(fields: "id") { id: ID! name: String @external org: O @external }
            type O @key(fields: "id") { id: ID! title: String @external }
            """).subgraph("b", PlanFixture.LINK + """
            type U @key(fields: "id") { id: ID! name: String @shareable age: Int org: O @shareable }
            type O @key(fields: "id") { id: ID! title: String @shareable }
            """));

    @Test
    void shouldReadWhatIsProvidedHereOnly() {
        assertThat(graph.text("{ r { a { name } b { name } } }")).isEqualTo("""
                1 a
                  {r{a{name}b{id}}}
                2 b after 1
                  at r.b U{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{name}}}
                """);
    }

    @Test
    void shouldReadNestedFieldsThatAreProvided() {
        assertThat(graph.text("{ r { a { org { title } } } }")).isEqualTo("""
                1 a
                  {r{a{org{title}}}}
                """);
    }

    @Test
    void shouldFetchTheRestFromItsOwner() {
        assertThat(graph.text("{ r { a { name age } } }")).isEqualTo("""
                1 a
                  {r{a{name id}}}
                2 b after 1
                  at r.a U{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{age}}}
                """);
    }

    @Test
    void shouldReadWhatIsProvidedOfOneTypeOnly() {
        PlanFixture pets = new PlanFixture(FederatedGraphs.ofSubgraphs()
                .subgraph("a", PlanFixture.LINK + """
            type Query { pets: [Pet] @provides(fields: "... on Cat { name }") }
            interface Pet { id: ID! }
            type Cat implements Pet @key(fields: "id") { id: ID! name: String @external }
            type Dog implements Pet @key(fields: "id") { id: ID! name: String @external }
            """)
                .subgraph("b", PlanFixture.LINK + """
            type Cat @key(fields: "id") { id: ID! name: String @shareable }
            type Dog @key(fields: "id") { id: ID! name: String @shareable }
            """));

        assertThat(pets.text("{ pets { ... on Cat { name } ... on Dog { name } } }"))
                .isEqualTo("""
                1 a
                  {pets{__typename...on Cat{name}...on Dog{id}}}
                2 b after 1
                  at pets Dog{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Dog{name}}}
                """);
    }
}
