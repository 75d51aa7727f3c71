package io.weir.clients;

import static io.weir.clients.NodeScript.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The multipart stream as Apollo's clients ask for it, read by npm's meros. */
class ApolloMultipartIT {

    private static final JsonObject HEARTBEAT = report("{'part': {}, 'json': true}");

    private ClientNode node;
    private NodeScript client;

    @BeforeEach
    void connect() {
        node = ClientNode.runWithHeartbeats();
        client = NodeScript.start("multipart.mjs", new JsonObject().put("url", node.url("http", "/graphql")));
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        node.close();
    }

    private void subscribe(String id) {
        client.subscribe(id, "subscription { employeeUpdated(id: 1) { name } }");
        assertThat(client.next("connection " + id))
                .isEqualTo(new JsonObject()
                        .put("status", 200)
                        .put("type", "multipart/mixed; boundary=\"-\"; subscriptionSpec=1.0"));
    }

    /** The next part that is no heartbeat. */
    private JsonObject nextPayload(String id) {
        JsonObject part = client.next(id);
        while (part.equals(HEARTBEAT)) {
            part = client.next(id);
        }
        return part;
    }

    private static JsonObject updated(String name) {
        return report(
                "{'part': {'payload': {'data': {'employeeUpdated': {'name': '%s'}}}}, 'json': true}".formatted(name));
    }

    @Test
    void shouldSendHeartbeatsAndEvents() throws Exception {
        // Given
        subscribe("a");
        assertThat(client.next("a")).isEqualTo(HEARTBEAT);

        // When
        node.publish("1", "Ada");
        node.publish("1", "Eve");

        // Then
        assertThat(nextPayload("a")).isEqualTo(updated("Ada"));
        assertThat(nextPayload("a")).isEqualTo(updated("Eve"));
    }

    @Test
    void shouldAnswerRequestErrorsAsForAQuery() {
        // When
        client.subscribe("e", "subscription { employeeUpdated(id: 1) { salary } }");

        // Then
        assertThat(client.next("connection e").getString("type")).startsWith("application/json");
        assertThat(client.next("e").getJsonObject("whole").fieldNames()).containsExactly("errors");
    }

    @Test
    void shouldEndTheSubscriptionOfAClientThatGoes() throws Exception {
        // Given
        subscribe("a");
        subscribe("b");
        node.awaitSubscriptions(2);

        // When
        client.complete("a");
        node.awaitSubscriptions(1);
        node.publish("1", "Ada");

        // Then
        assertThat(nextPayload("b")).isEqualTo(updated("Ada"));
        assertThat(nextPayload("a").getJsonObject("error").getString("name")).isEqualTo("AbortError");
    }

    @Test
    void shouldEndTheStreamWithAnErrorWhenItDrains() throws Exception {
        // Given
        subscribe("a");

        // When
        node.stop();

        // Then
        JsonObject last = nextPayload("a").getJsonObject("part");
        assertThat(last.fieldNames()).containsExactlyInAnyOrder("payload", "errors");
        assertThat(last.getValue("payload")).isNull();
        assertThat(client.next("a")).isEqualTo(report("{'complete': true}"));
        node.start();
    }
}
