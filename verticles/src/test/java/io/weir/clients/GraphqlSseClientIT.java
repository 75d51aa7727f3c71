package io.weir.clients;

import static io.weir.clients.NodeScript.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** npm's graphql-sse in distinct connections mode: each operation is a request of its own. */
class GraphqlSseClientIT {

    private ClientNode node;
    private NodeScript client;

    @BeforeEach
    void connect() {
        node = ClientNode.runWithHeartbeats();
        client = NodeScript.start("graphql-sse.mjs", new JsonObject().put("url", node.url("http", "/graphql")));
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        node.close();
    }

    private static JsonObject updated(String name) {
        return report("{'next': {'data': {'employeeUpdated': {'name': '%s'}}}}".formatted(name));
    }

    private void subscribe(String id, String topic) {
        client.subscribe(id, "subscription { employeeUpdated(id: \"%s\") { name } }".formatted(topic));
        assertThat(client.next("connection " + id)).isEqualTo(report("{'connected': 'first'}"));
    }

    @Test
    void shouldMissNothingAfterTheResponseHead() throws Exception {
        node.slowTriggers();
        for (int i = 0; i < 20; i++) {
            // Given a topic that nothing has opened
            String id = "topic-" + i;
            subscribe(id, id);

            // When
            node.publish(id, "Ada " + i);
            node.publish(id, "Eve " + i);

            // Then
            assertThat(client.next(id)).isEqualTo(updated("Ada " + i));
            assertThat(client.next(id)).isEqualTo(updated("Eve " + i));
        }
    }

    @Test
    void shouldAnswerQueriesAndMutations() {
        // Given
        subscribe("a", "1");

        // When
        client.subscribe("q", "{ employee(id: 7) { id, name } }");
        client.subscribe("m", "mutation { updateEmployee(id: 1, name: \"Eve\") { success } }");

        // Then the mutation is what the subscription sees
        assertThat(client.next("q")).isEqualTo(report("{'next': {'data': {'employee': {'id': '7', 'name': 'Ada'}}}}"));
        assertThat(client.next("q")).isEqualTo(report("{'complete': true}"));
        assertThat(client.next("m"))
                .isEqualTo(
                        report(
                                "{'next': {'data': {'updateEmployee': {'success': true}},"
                                        + " 'extensions': {'consistency': {'token': 'cz0', 'satisfied': true, 'waitedMs': 0, 'systems': []}}}}"));
        assertThat(client.next("m")).isEqualTo(report("{'complete': true}"));
        assertThat(client.next("a")).isEqualTo(updated("Eve"));
    }

    @Test
    void shouldTellRequestErrors() {
        // When
        client.subscribe("e", "subscription { employeeUpdated(id: 1) { salary } }");

        // Then the protocol's way: a result without data, and the end
        JsonObject result = client.next("e").getJsonObject("next");
        assertThat(result.fieldNames()).containsExactly("errors");
        assertThat(result.getJsonArray("errors").getJsonObject(0).getString("message"))
                .contains("salary");
        assertThat(client.next("e")).isEqualTo(report("{'complete': true}"));
    }

    @Test
    void shouldEndTheSubscriptionOfAClientThatCancels() throws Exception {
        // Given
        subscribe("a", "1");
        subscribe("b", "1");
        node.awaitSubscriptions(2);

        // When
        client.complete("a");
        node.awaitSubscriptions(1);
        node.publish("1", "Ada");

        // Then
        assertThat(client.next("b")).isEqualTo(updated("Ada"));
        assertThat(client.next("a")).isEqualTo(report("{'complete': true}"));
        assertThat(client.unread("a")).isEmpty();
    }

    @Test
    void shouldTakeClientsBackAfterARestart() throws Exception {
        // Given
        subscribe("a", "1");

        // When
        node.stop();
        node.start();

        // Then the client connects again by itself
        assertThat(client.next("connection a")).isEqualTo(report("{'connected': 'again'}"));
        node.publish("1", "Ada");
        assertThat(client.next("a")).isEqualTo(updated("Ada"));
    }
}
