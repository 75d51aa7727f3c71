package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionState;
import io.weir.graph.FederatedGraphs;
import io.weir.source.Reports;
import io.weir.source.ScriptedActions;
import io.weir.testing.PlainResponse;
import org.junit.jupiter.api.Test;

/** What subgraphs add to the answers of handlers. */
class ActionCompletionTest {

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final ScriptedActions actions = new ScriptedActions();
    private final FederatedFixture weir =
            new FederatedFixture(FederatedGraphs.of("""
                    type Mutation {
                      saveCart: OperationStateInterface! @action(url: "bus:cart", mode: ASYNC, completed: "CartSaved")
                      reload: Cart @action(url: "bus:reload", query: "cart(id: {{ response.made }})")
                      create: Created @action(url: "bus:create", mode: EITHER)
                    }
                    type CartSaved implements OperationStateInterface { identifier: String! cart: Cart }
                    type Created { actionId: ID! cart: Cart }
                    type Cart @key(fields: "id", resolvable: false) { id: ID! @external }
                    type Subscription { created(actionId: ID!): Created @actionUpdate }
                    """).subgraph("carts", """
                    type Query { cart(id: ID!): Cart }
                    type Cart @key(fields: "id") { id: ID! total: Int! }
                    """).build(), subgraphs, actions);

    @Test
    void shouldCompleteThePayloadOfAnActionThatHasEnded() {
        actions.onStart(start -> Reports.done("a1", start.field(), "{\"cart\":{\"id\":1}}"));
        subgraphs.reply("carts", "{\"data\":{\"_entities\":[{\"total\":5}]}}");
        assertThat(weir.run("mutation { create { cart { id total } } }"))
                .isEqualTo("{\"data\":{\"create\":{\"cart\":{\"id\":\"1\",\"total\":5}}}}");
    }

    @Test
    void shouldAskAFieldOfQueryWithTheAnswer() {
        actions.onStart(start -> Reports.done("a1", start.field(), "{\"made\":7}"));
        subgraphs.reply("carts", "{\"data\":{\"%s\":{\"total\":5}}}".formatted(FollowUpTest.key("cart(id: $cart_id)")));
        assertThat(weir.run("mutation { reload { total } }")).isEqualTo("{\"data\":{\"reload\":{\"total\":5}}}");
        assertThat(subgraphs.asked()).singleElement().asString().contains("\"cart_id\":7");
    }

    @Test
    void shouldAskNoSubgraphForAnActionThatRunsLater() {
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));
        assertThat(weir.run("mutation { create { actionId } }"))
                .isEqualTo("{\"data\":{\"create\":{\"actionId\":\"a1\"}},\"extensions\":{\"actionId\":\"a1\"}}");
        assertThat(subgraphs.requests()).isEmpty();
    }

    @Test
    void shouldCompleteTheOnePacketByTheSelectionOfTheSubscription() {
        actions.store(Reports.done("a1", "create", "{\"cart\":{\"id\":1}}"));
        subgraphs.reply("carts", "{\"data\":{\"_entities\":[{\"total\":5}]}}");
        ActionFixture.Packets packets = ActionFixture.subscribe(
                weir.operations, "subscription { u: created(actionId: \"a1\") { cart { t: total } } }");
        assertThat(packets.heard).containsExactly("live", "{\"data\":{\"u\":{\"cart\":{\"t\":5}}}}");
    }

    @Test
    void shouldCompleteAShownActionByTheSelectionOfTheMutation() {
        actions.store(Reports.detailed(
                Reports.done("a1", "create", "{\"cart\":{\"id\":1}}"),
                new ActionOperation("mutation { create { cart { total } } }", null, Buffer.buffer("{}"), "create"),
                "[]"));
        assertThat(weir.operations.action("a1").result().body().toString())
                .contains("\"data\":{\"create\":{\"cart\":null}},\"errors\":[", "SUBGRAPH_UNREACHABLE");
        subgraphs.reply("carts", "{\"data\":{\"_entities\":[{\"total\":5}]}}");
        assertThat(PlainResponse.of(weir.operations.action("a1").result().body()))
                .contains("\"data\":{\"create\":{\"cart\":{\"total\":5}}},\"errors\":null");
    }

    @Test
    void shouldCompleteAllOperationsOfAQueueTogether() {
        actions.store(Reports.done("a1", "saveCart", "{\"cart\":{\"id\":1}}"))
                .store(Reports.done("a2", "saveCart", "{\"cart\":{\"id\":2}}"))
                .store(Reports.open("a3", "saveCart", ActionState.IN_PROGRESS, 1));
        subgraphs.reply("carts", "{\"data\":{\"_entities\":[{\"total\":5},{\"total\":6}]}}");
        assertThat(weir.run("{ queue(operationIdentifiers: [\"a1\", \"a3\", \"nope\", \"a2\"]) {"
                        + " identifier ... on CartSaved { cart { total } } } }"))
                .isEqualTo("{\"data\":{\"queue\":[{\"identifier\":\"a1\",\"cart\":{\"total\":5}},"
                        + "{\"identifier\":\"a3\"},null,{\"identifier\":\"a2\",\"cart\":{\"total\":6}}]}}");
        assertThat(subgraphs.requests()).hasSize(1);
    }
}
