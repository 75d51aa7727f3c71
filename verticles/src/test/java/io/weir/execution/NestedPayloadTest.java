package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.json.Json;
import org.junit.jupiter.api.Test;

/** Objects within events and replies: what they lack though Weir's own schema declares it is had from its owner. */
class NestedPayloadTest {

    private static final String LINK = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key" "@shareable"])
            """;

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir = new FederatedFixture(
            FederatedGraphs.of("""
                    type Query { box: Box @eventsRequest(topic: "box") }
                    type Subscription { box: Box @eventsSubscribe(topic: "box") order: Order @eventsSubscribe(topic: "order") }
                    type Box { n: Int p: Product all: [[Product]] item: Item media: Media work: Work }
                    type Product @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! name: String tag(of: Int): String maker: Maker }
                    type Maker @key(fields: "id") { id: ID! name: String }
                    type Service { hours: Int }
                    union Item = Product | Service
                    interface Media @key(fields: "id") { id: ID! }
                    interface Work { title: String }
                    type Novel implements Work @key(fields: "id") { id: ID! title: String }
                    type Order @key(fields: "id") { id: ID! size: Size sizes: [Size] }
                    type Size { width: Int height: Int }
                    """)
                    .subgraph("products", LINK + """
                    type Query { x: Int }
                    type Product @key(fields: "id") {
                      id: ID! name: String @shareable tag(of: Int): String @shareable price: Int maker: Maker @shareable }
                    type Maker @key(fields: "id") { id: ID! name: String @shareable }
                    """)
                    .subgraph("skus", LINK + """
                    type Product @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! stock: Int }
                    """)
                    .subgraph("orders", LINK + """
                    type Order @key(fields: "id") { id: ID! size: Size @shareable sizes: [Size] @shareable }
                    type Size { width: Int @shareable height: Int @shareable }
                    """)
                    .subgraph("media", LINK + """
                    interface Media @key(fields: "id") { id: ID! title: String }
                    type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
                    interface Work { title: String }
                    type Novel implements Work @key(fields: "id") { id: ID! title: String @shareable }
                    """),
            subgraphs);

    private String complete(String selection, String event) {
        return weir.stream("subscription " + selection, java.util.Map.of())
                .complete(Json.parse(event), weir.operations.forEvent())
                .result()
                .toString();
    }

    @Test
    void shouldFetchWhatANestedEntityLacks() {
        subgraphs.reply("products", "{\"data\":{\"_entities\":[{\"name\":\"Cup\"}]}}");

        assertThat(complete("{ box { n p { id name } } }", "{\"n\":2,\"p\":{\"id\":\"3\"}}"))
                .isEqualTo("{\"data\":{\"box\":{\"n\":2,\"p\":{\"id\":\"3\",\"name\":\"Cup\"}}}}");
        assertThat(subgraphs.asked())
                .singleElement()
                .asString()
                .contains("...on Product{name}")
                .endsWith("[{\"__typename\":\"Product\",\"id\":\"3\"}]}}");
    }

    @Test
    void shouldAskNobodyWhereNestedEntitiesLackNothing() {
        assertThat(complete("{ box { p { name } } }", "{\"p\":{\"id\":\"3\",\"name\":null}}"))
                .isEqualTo("{\"data\":{\"box\":{\"p\":{\"name\":null}}}}");
        assertThat(complete("{ box { p { name } } }", "{\"p\":null}")).isEqualTo("{\"data\":{\"box\":{\"p\":null}}}");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldFetchWhatARepliesEntityLacks() {
        weir.topics.reply("box", "{\"p\":{\"id\":\"3\"}}");
        subgraphs.reply("products", "{\"data\":{\"_entities\":[{\"name\":\"Cup\"}]}}");

        assertThat(weir.run("{ box { p { name } } }")).isEqualTo("{\"data\":{\"box\":{\"p\":{\"name\":\"Cup\"}}}}");
    }

    @Test
    void shouldAskForAllOfAListWhereOneLacksAField() {
        subgraphs.reply(
                "products", "{\"data\":{\"_entities\":[{\"name\":\"Cup\"},{\"name\":\"New\"},{\"name\":null}]}}");

        assertThat(
                        complete(
                                "{ box { all { name } } }",
                                "{\"all\":[[{\"id\":\"1\"},{\"id\":\"2\",\"name\":\"Old\"}],null,[null,{\"id\":\"3\",\"name\":\"Own\"}]]}"))
                .isEqualTo(
                        "{\"data\":{\"box\":{\"all\":[[{\"name\":\"Cup\"},{\"name\":\"New\"}],null,[null,{\"name\":\"Own\"}]]}}}");
    }

    @Test
    void shouldKeepWhatIsThereWhenTheOwnerFails() {
        assertThat(complete("{ box { all { name } } }", "{\"all\":[[{\"id\":\"1\"},{\"id\":\"2\",\"name\":\"Old\"}]]}"))
                .startsWith("{\"data\":{\"box\":{\"all\":[[{\"name\":null},{\"name\":\"Old\"}]]}},\"errors\":[{")
                .contains("[\"box\",\"all\",0,0,\"name\"]", "SUBGRAPH_UNREACHABLE");
    }

    @Test
    void shouldFetchByAliasesAndArguments() {
        subgraphs.reply(
                "products",
                "{\"data\":{\"_entities\":[{\"tag_20d1lbnxwkx37\":\"one\",\"tag_3edbvh32r2vtx\":\"two\"}]}}");

        String response = complete("{ box { p { a: tag(of: 1) b: tag(of: 2) } } }", "{\"p\":{\"id\":\"3\"}}");

        assertThat(subgraphs.asked()).singleElement().asString().contains("tag(of:1)", "tag(of:2)");
        assertThat(response).startsWith("{\"data\":{\"box\":{\"p\":{\"a\":");
    }

    @Test
    void shouldFetchMembersOfAUnionByTheirTypes() {
        subgraphs.reply("products", "{\"data\":{\"_entities\":[{\"name\":\"Cup\"}]}}");

        assertThat(complete(
                        "{ box { item { ... on Product { name } } } }",
                        "{\"item\":{\"__typename\":\"Product\",\"id\":\"3\"}}"))
                .isEqualTo("{\"data\":{\"box\":{\"item\":{\"name\":\"Cup\"}}}}");
        assertThat(complete("{ box { item { ... on Service { hours } } } }", "{\"item\":{\"__typename\":\"Service\"}}"))
                .isEqualTo("{\"data\":{\"box\":{\"item\":{\"hours\":null}}}}");
    }

    @Test
    void shouldLookIntoEntitiesOfEntities() {
        subgraphs.reply("products", "{\"data\":{\"_entities\":[{\"name\":\"Ada\"}]}}");

        assertThat(complete(
                        "{ box { p { name maker { name } } } }", "{\"p\":{\"name\":\"Cup\",\"maker\":{\"id\":\"9\"}}}"))
                .isEqualTo("{\"data\":{\"box\":{\"p\":{\"name\":\"Cup\",\"maker\":{\"name\":\"Ada\"}}}}}");
        assertThat(subgraphs.asked())
                .singleElement()
                .asString()
                .contains("at", "\"__typename\":\"Maker\",\"id\":\"9\"");
    }

    @Test
    void shouldFetchAnotherKeyWhereTheOneThatWouldBeReadIsLacking() {
        subgraphs
                .reply("skus", "{\"data\":{\"_entities\":[{\"id\":\"3\"}]}}")
                .reply("products", "{\"data\":{\"_entities\":[{\"name\":\"Cup\"}]}}");

        assertThat(complete("{ box { p { name } } }", "{\"p\":{\"sku\":\"s\"}}"))
                .isEqualTo("{\"data\":{\"box\":{\"p\":{\"name\":\"Cup\"}}}}");
        assertThat(subgraphs.asked()).hasSize(2);
    }

    @Test
    void shouldAskForAValueThatHasNoKeyByTheFieldThatLeadsToIt() {
        subgraphs.reply("orders", "{\"data\":{\"_entities\":[{\"size\":{\"height\":4}}]}}");

        assertThat(complete(
                        "{ order { size { width height } } }",
                        "{\"__typename\":\"Order\",\"id\":\"1\",\"size\":{\"width\":2}}"))
                .isEqualTo("{\"data\":{\"order\":{\"size\":{\"width\":2,\"height\":4}}}}");
        assertThat(subgraphs.asked()).singleElement().asString().contains("...on Order{size{height}}");
    }

    @Test
    void shouldNotTrustThePositionsOfAnEventsList() {
        assertThat(complete(
                        "{ order { sizes { width height } } }",
                        "{\"__typename\":\"Order\",\"id\":\"1\",\"sizes\":[{\"width\":2}]}"))
                .isEqualTo("{\"data\":{\"order\":{\"sizes\":[{\"width\":2,\"height\":null}]}}}");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldLearnTheTypeOfANestedObjectThatNamesTheInterface() {
        subgraphs.reply("media", "{\"data\":{\"_entities\":[{\"__typename\":\"Book\",\"pages\":7}]}}");

        assertThat(complete(
                        "{ box { media { id ... on Book { pages } } } }",
                        "{\"media\":{\"__typename\":\"Media\",\"id\":\"1\"}}"))
                .isEqualTo("{\"data\":{\"box\":{\"media\":{\"id\":\"1\",\"pages\":7}}}}");
    }

    @Test
    void shouldGiveNullWhereNobodyCanBeAsked() {
        assertThat(complete("{ box { p { name } } }", "{\"p\":{}}"))
                .isEqualTo("{\"data\":{\"box\":{\"p\":{\"name\":null}}}}");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldFetchAFieldOfAnInterfaceByTheObjectsType() {
        subgraphs.reply("media", "{\"data\":{\"_entities\":[{\"title\":\"Emma\"}]}}");

        assertThat(complete("{ box { work { title } } }", "{\"work\":{\"__typename\":\"Novel\",\"id\":\"1\"}}"))
                .isEqualTo("{\"data\":{\"box\":{\"work\":{\"title\":\"Emma\"}}}}");
    }
}
