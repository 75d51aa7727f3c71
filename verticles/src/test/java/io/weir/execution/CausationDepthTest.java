package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.EventAttributes;
import io.weir.graph.FederatedGraphs;
import io.weir.source.Reports;
import io.weir.subgraph.SubgraphRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many events led to a mutation goes along to whatever may make further ones. */
class CausationDepthTest {

    private static final EventAttributes DEEP = EventAttributes.NONE.withDepth(3);

    @Test
    void shouldGoAlongWithEvents() {
        // given
        ExecutionFixture weir = new ExecutionFixture("""
                type Mutation {
                  tell(n: Int): PublishEventResult! @eventsPublish(topic: "told")
                  ask: Answer @eventsRequest(topic: "ask")
                }
                type Answer { n: Int }
                """);
        weir.topics.reply("ask", "{\"n\":1}");

        // when
        weir.run(request("mutation { tell(n: 1) { success } ask { n } }").at(3));

        // then
        assertThat(weir.topics.sent())
                .extracting(sent -> sent.substring(0, sent.indexOf(' ')))
                .containsExactly("told", "mutation.tell", "ask", "mutation.ask");
        assertThat(weir.topics.attributes()).containsExactly(DEEP, DEEP, DEEP);
    }

    @Test
    void shouldGoAlongWithActions() {
        // given
        ActionFixture actions = new ActionFixture();
        actions.actions.onStart(start -> Reports.done("a1", start.field(), "{\"id\":7,\"name\":\"Ann\"}"));

        // when
        actions.weir.run(request("mutation { plain { name } }").at(3));
        actions.weir.run(request("mutation { plain { name } }"));

        // then
        assertThat(actions.actions.started.get(0).headers()).isEqualTo(Map.of("weir-depth", "3"));
        assertThat(actions.actions.started.get(1).headers()).isEmpty();
        assertThat(actions.weir.topics.attributes()).containsExactly(DEEP, EventAttributes.NONE);
    }

    @Test
    void shouldGoAlongWithWhatSubgraphsChange() {
        // given
        ScriptedSubgraphs subgraphs = new ScriptedSubgraphs()
                .reply("users", "{\"data\":{\"rename\":{\"id\":\"1\",\"name\":\"B\"}}}")
                .reply("posts", "{\"data\":{\"_entities\":[{\"title\":\"T\"}]}}");
        FederatedFixture weir = new FederatedFixture(
                FederatedGraphs.of(
                                "type Subscription { user: User @eventsSubscribe(topic: \"user\") } type User { id: ID! }")
                        .subgraph("users", """
                        type Query { user: User }
                        type Mutation { rename(id: ID!): User }
                        type User @key(fields: "id") { id: ID! name: String }
                        """)
                        .subgraph("posts", """
                        type User @key(fields: "id") { id: ID! title: String }
                        """),
                subgraphs);

        // when
        Prepared prepared = weir.operations.prepare(
                request("mutation { rename(id: 1) { name title } }").at(3));
        ((Prepared.Executable) prepared).execute();

        // then
        assertThat(subgraphs.requests()).extracting(SubgraphRequest::depth).containsExactly(3, 0);
        assertThat(weir.topics.attributes()).containsExactly(DEEP);
    }

    private static OperationRequest request(String query) {
        return new OperationRequest(query, null, Map.of(), Map.of());
    }
}
