package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Models among subgraphs, events and actions: the store is asked as every other subgraph is. */
class ModelPlanTest {

    private final PlanFixture graph = new PlanFixture(FederatedGraphs.of("""
            type Customer @model { id: ID! name: String! orders: [Order!]! }
            type Product @key(fields: "id", resolvable: false) { id: ID! @external }
            type Order @model {
              id: ID!
              customer: Customer!
              weight: Float
              product: Product @resolvedBy(query: "product(id: {{ parent.id }})")
            }
            type Query { lookUp(id: ID!): Order @eventsRequest(topic: "lookUp") }
            type Mutation { pay(id: ID!): Order @action(url: "bus:pay") }
            type Subscription {
              orderUpdated: Order! @eventsSubscribe(topic: "model.Order.updated")
              paid: Order @eventsSubscribe(topic: "paid")
            }
            """).subgraph("shop", PlanFixture.LINK + """
            type Query { product(id: ID!): Product }
            type Product @key(fields: "id") { id: ID! name: String boughtIn: Order }
            type Order @key(fields: "id") { id: ID! weight: Float @external shipping: Int @requires(fields: "weight") }
            """));

    @Test
    void shouldAskTheStore() {
        assertThat(graph.text("{ order(id: 1) { customer { name } } }")).isEqualTo("""
                1 models
                  {order_it9ljq96349t:order(id:1){customer{name}}}
                """);
    }

    @Test
    void shouldJoinSubgraphsToModels() {
        assertThat(graph.text("{ orders(first: 2) { nodes { id shipping } } }")).isEqualTo("""
                1 models
                  {orders_1spmpnfdmhb88:orders(first:2){nodes{id weight}}}
                2 shop after 1
                  at orders_1spmpnfdmhb88.nodes Order{id weight?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Order{shipping}}}
                """);
    }

    @Test
    void shouldCompleteModelsThatSubgraphsNameOnly() {
        assertThat(graph.text("{ product(id: 1) { boughtIn { customer { name } } } }"))
                .isEqualTo("""
                1 shop
                  {product_it9ljq96349t:product(id:1){boughtIn{id}}}
                2 models after 1
                  at product_it9ljq96349t.boughtIn Order{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Order{customer{name}}}}
                """);
    }

    @Test
    void shouldCompleteWhatRepliesAndActionsReturn() {
        assertThat(graph.text("{ lookUp(id: 1) { weight } }")).isEqualTo("""
                1 reply from "lookUp" for lookUp
                  takes Order{id}
                  1 models
                    at =lookUp Order{id}
                    query($representations:[_Any!]!){_entities(representations:$representations){...on Order{weight}}}
                """);
        assertThat(graph.text("mutation { pay(id: 1) { weight shipping } }"))
                .contains("Order{id}", "on Order{weight}", "on Order{shipping}");
    }

    @Test
    void shouldTakeEventsAsTheyAre() {
        assertThat(graph.text("subscription { orderCreated { id changed after { customer { id } weight } } }"))
                .isEqualTo("""
                1 events of "model.Order.created" for orderCreated
                  goes on from the argument lastSeenEventId
                """);
    }

    @Test
    void shouldCompleteEvents() {
        assertThat(graph.text("subscription { orderDeleted { node { weight } before { customer { name } } } }"))
                .isEqualTo("""
                1 events of "model.Order.deleted" for orderDeleted
                  goes on from the argument lastSeenEventId
                  takes OrderEvent{node{Order{id}} before{OrderImage{customer{Customer{id}}}}}
                  1 models
                    at =orderDeleted.node Order{id}
                    at =orderDeleted.before.customer Customer{id}
                    query($r0:[_Any!]!,$r1:[_Any!]!){_e0:_entities(representations:$r0){...on Order{weight}} _e1:_entities(representations:$r1){...on Customer{name}}}
                """);
        assertThat(graph.text("subscription { orderUpdated { weight } }"))
                .contains("takes Order{id}", "1 models", "on Order{weight}");
    }

    @Test
    void shouldWriteOneAfterAnother() {
        assertThat(graph.text("""
                mutation { createCustomer(input: {name: "x"}) { id } createOrder(input: {customer: 1}) { shipping } }
                """)).isEqualTo("""
                1 models
                  mutation{createCustomer(input:{name:"x"}){id}createOrder(input:{customer:1}){id weight}}
                2 shop after 1
                  at createOrder Order{id weight?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Order{shipping}}}
                """);
    }

    @Test
    void shouldAnswerFieldsOfModelsByFieldsOfQuery() {
        assertThat(graph.text("{ order(id: 1) { product { name } } }")).isEqualTo("""
                1 models
                  {order_it9ljq96349t:order(id:1){id}}
                2 query after 1
                  at order_it9ljq96349t: product is product(id: {{ parent.id }})
                    1 shop
                      query($product_id:ID!){product_227y9ckb5degr:product(id:$product_id){name}}
                """);
    }
}
