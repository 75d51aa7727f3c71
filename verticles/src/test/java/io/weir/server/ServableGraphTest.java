package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.Graph;
import io.weir.graph.action.ActionSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which graphs a node may be given while it serves. */
@Timeout(60)
class ServableGraphTest {

    private static final String PLAIN =
            "type Subscription { tick: Tick @eventsSubscribe(topic: \"tick\") } type Tick { n: Int }";

    private static final Graph ACTING = ActionSchemas.graph("""
            type Mutation { create(name: String): Created @action(url: "bus:create", mode: EITHER) }
            type Created { actionId: ID! name: String }
            """);

    @Test
    void shouldNotTakeOnActionsForWhichItHasNoStore() throws Exception {
        // given
        try (NodeFixture node = NodeFixture.start(PLAIN)) {

            // then
            assertThat(node.server().canServe(ACTING)).isFalse();
            assertThat(node.server().canServe(ActionSchemas.graph(PLAIN))).isTrue();
        }
    }

    @Test
    void shouldTakeOnActionsThatOthersRun() throws Exception {
        // given
        try (NodeFixture node = NodeFixture.startTransport(ActionSchemas.graph(PLAIN))) {

            // then
            assertThat(node.server().canServe(ACTING)).isTrue();
        }
    }
}
