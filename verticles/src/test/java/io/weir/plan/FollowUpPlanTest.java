package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.plan.routing.Reachability;
import org.junit.jupiter.api.Test;

/** Fields that a field of Query answers. */
class FollowUpPlanTest {

    private final Graph loaded = FederatedGraphs.of("""
            type Order implements Owned @key(fields: "id", resolvable: false) {
              id: ID! @external
              userId: ID @external
              owner: User @resolvedBy(query: "user(id: {{ parent.userId }})")
              lost: User @resolvedBy(query: "user(id: {{ parent.secret }})")
              secret: ID
            }
            type Mutation { make: User @action(url: "bus:make", query: "user(id: {{ response.id }})") }
            interface Owned { owner: User }
            type Free implements Owned { owner: User }
            type User @key(fields: "id", resolvable: false) { id: ID! @external }
            """)
            .subgraph("orders", """
            type Query { order: Order any: [Owned] }
            type Order implements Owned @key(fields: "id") { id: ID! owner: User }
            interface Owned { owner: User }
            type Free implements Owned { owner: User }
            type User @key(fields: "id") @extends { id: ID! @external }
            """)
            .subgraph("details", """
            type Order @key(fields: "id") { id: ID! userId: ID }
            """)
            .subgraph("users", """
            type Query { user(id: ID!): User }
            type User @key(fields: "id") { id: ID! name: String }
            """)
            .build();
    private final PlanFixture graph = new PlanFixture(loaded);

    @Test
    void shouldFetchWhatTheTemplateNamesThoughNobodySelectsIt() {
        assertThat(graph.text("{ order { who: owner { name } } }")).isEqualTo("""
                1 orders
                  {order{id}}
                2 details after 1
                  at order Order{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on Order{userId}}}
                3 query after 2
                  at order: owner is user(id: {{ parent.userId }})
                    1 users
                      query($user_id:ID!){user_i9byz76tthyq:user(id:$user_id){name}}
                """);
    }

    @Test
    void shouldAnswerByTypeBelowAnInterface() {
        assertThat(graph.text("{ any { owner { id } } }"))
                .contains("at any Order: owner is user", "...on Free{owner{id}}");
    }

    @Test
    void shouldLearnTheTypesOfInterfaceObjectsFirst() {
        PlanFixture shelves = new PlanFixture(FederatedGraphs.of("""
                interface Item @key(fields: "id") { id: ID! n: Int }
                type Book implements Item @key(fields: "id") { id: ID! n: Int @resolvedBy(query: "count") }
                """)
                .subgraph("items", PlanFixture.LINK + """
                type Query { count: Int }
                interface Item @key(fields: "id") { id: ID! }
                type Book implements Item @key(fields: "id") { id: ID! }
                """)
                .subgraph("shelves", PlanFixture.LINK + """
                type Query { top: Item }
                type Item @key(fields: "id") @interfaceObject { id: ID! n: Int }
                """)
                .build());

        assertThat(shelves.text("{ top { n } }")).contains("at top Book: n is count");
    }

    @Test
    void shouldSayWhatTheTemplateCannotHave() {
        assertThat(graph.refusal("{ order { lost { name } } }").code()).isEqualTo(RequestError.NOT_REACHABLE);
        assertThat(Reachability.problems(loaded))
                .extracting(Object::toString)
                .anySatisfy(problem -> assertThat(problem).contains("weir.graphql:5:", "Order.lost"))
                .noneSatisfy(problem -> assertThat(problem).contains("Order.owner"));
    }

    @Test
    void shouldAskWithTheReplyOfAnAction() {
        assertThat(graph.text("mutation { m: make { name } }")).isEqualTo("""
                1 action for make as m
                  1 query
                    at Mutation: =m is user(id: {{ response.id }})
                      1 users
                        query($user_id:ID!){user_i9byz76tthyq:user(id:$user_id){name}}
                """);
    }
}
