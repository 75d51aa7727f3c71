package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Interfaces of fifty types, of which all is asked alike: texts and calls do not grow with the types where they need not. */
class WideInterfacePlanTest {

    private static final int TYPES = 50;

    private final PlanFixture graph = new PlanFixture(FederatedGraphs.ofSubgraphs()
            .subgraph(
                    "a",
                    PlanFixture.LINK + """
                    type Query { things: [Thing] items: [Item] }
                    interface Thing { id: ID! name: String part: Part owner: Owner }
                    type Owner @key(fields: "id") { id: ID! }
                    interface Item { id: ID! }
                    type Part { size: Int unit: String }
                    """
                            + types("type T%d implements Thing & Item @key(fields: \"id\")"
                                    + " { id: ID! name: String part: Part owner: Owner only%1$d: Int }"))
            .subgraph(
                    "b",
                    PlanFixture.LINK + "type Owner @key(fields: \"id\") { id: ID! name: String }\n"
                            + types("type T%d @key(fields: \"id\") { id: ID! stars: Int }"))
            .subgraph(
                    "c",
                    PlanFixture.LINK + "interface Item { id: ID! price: Int }\n"
                            + types("type T%d implements Item @key(fields: \"id\") { id: ID! price: Int }")));

    private static String types(String format) {
        return IntStream.range(0, TYPES).mapToObj(format::formatted).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private List<SubgraphFetch> fetches(String query) {
        return graph.plan(query).stages().get(0).nodes().stream()
                .map(SubgraphFetch.class::cast)
                .toList();
    }

    @Test
    void shouldAskTheInterfaceOnce() {
        assertThat(graph.text("{ things { id name part { size unit } } }")).isEqualTo("""
                1 a
                  {things{__typename id name part{size unit}}}
                """);
    }

    @Test
    void shouldAskTheInterfaceForWhatAllTypesShare() {
        assertThat(graph.text("{ things { id name ... on T7 { only7 } } }")).isEqualTo("""
                1 a
                  {things{__typename id name...on T7{only7}}}
                """);
    }

    @Test
    void shouldAskTheInterfaceWhenItsFieldIsSelectedByType() {
        String byType = IntStream.range(0, TYPES)
                .mapToObj("... on T%d { name }"::formatted)
                .collect(Collectors.joining(" "));

        assertThat(graph.text("{ things { " + byType + " } }")).isEqualTo("""
                1 a
                  {things{__typename...on Thing{name}}}
                """);
    }

    @Test
    void shouldAskAnotherInterfaceForWhatItStandsFor() {
        assertThat(graph.text("{ items { ... on Thing { name } } }")).isEqualTo("""
                1 a
                  {items{__typename...on Thing{name}}}
                """);
    }

    @Test
    void shouldGoOnFromAllTypesAtOnce() {
        assertThat(graph.text("{ things { owner { name } } }")).isEqualTo("""
                1 a
                  {things{__typename owner{id}}}
                2 b after 1
                  at things.owner Owner{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Owner{name}}}
                """);
    }

    @Test
    void shouldAskForEntitiesOfAllTypesByTheirInterface() {
        List<SubgraphFetch> fetches = fetches("{ items { id price } }");

        assertThat(fetches).hasSize(2);
        assertThat(fetches.get(0).query()).isEqualTo("{items{__typename id}}");
        assertThat(fetches.get(1).query()).endsWith("{_entities(representations:$representations){...on Item{price}}}");
        assertThat(fetches.get(1).entities())
                .singleElement()
                .satisfies(call -> assertThat(call.representations()).hasSize(TYPES));
    }

    @Test
    void shouldAskForEntitiesByTypeWhereNoInterfaceHasTheField() {
        List<SubgraphFetch> fetches = fetches("{ things { "
                + IntStream.range(0, TYPES)
                        .mapToObj("... on T%d { stars }"::formatted)
                        .collect(Collectors.joining(" ")) + " } }");

        assertThat(fetches).hasSize(2);
        assertThat(fetches.get(1).entities())
                .singleElement()
                .satisfies(call -> assertThat(call.representations()).hasSize(TYPES));
        assertThat(fetches.get(1).query()).contains("...on T49{stars}").hasSizeLessThan(100 + 20 * TYPES);
    }

    @Test
    void shouldNotAskAnInterfaceWhenSomethingElseIsAskedOfOneType() {
        assertThat(graph.plan("{ items { ... on Thing { name } ... on T7 { id } } }")
                        .stages()
                        .get(0)
                        .nodes())
                .singleElement()
                .satisfies(node -> assertThat(((SubgraphFetch) node).query()).contains("...on T7{name id}"));
    }
}
