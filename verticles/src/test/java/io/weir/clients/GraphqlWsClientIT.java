package io.weir.clients;

import static io.weir.clients.NodeScript.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** npm's graphql-ws with one socket to the node, on both of the node's WebSocket paths. */
@ParameterizedClass(name = "slim = {0}")
@ValueSource(booleans = {true, false})
class GraphqlWsClientIT {

    private static final int CLOSE_SERVICE_RESTART = 1012;

    @Parameter
    boolean slim;

    private ClientNode node;
    private NodeScript client;

    @BeforeEach
    void connect() {
        node = ClientNode.run(slim);
        client = client(new JsonObject());
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        node.close();
    }

    private NodeScript client(JsonObject options) {
        NodeScript started = NodeScript.start("graphql-ws.mjs", options.put("url", node.url("ws", "/graphql")));
        assertThat(started.next("socket")).isEqualTo(report("{'connected': 'first'}"));
        return started;
    }

    private static JsonObject updated(String name) {
        return report("{'next': {'data': {'employeeUpdated': {'name': '%s'}}}}".formatted(name));
    }

    @Test
    void shouldRunSeveralOperationsOnOneSocket() throws Exception {
        // Given
        client.subscribe("a", "subscription { employeeUpdated(id: 1) { name } }");
        client.subscribe("b", "subscription { employeeUpdated(id: 2) { name } }");
        client.subscribe("c", "subscription { employeeUpdated(id: 1) { id, name } }");
        node.awaitSubscriptions(3);

        // When
        node.publish("1", "Ada");
        node.publish("2", "Bob");
        node.publish("1", "Eve");

        // Then
        assertThat(client.next("a")).isEqualTo(updated("Ada"));
        assertThat(client.next("a")).isEqualTo(updated("Eve"));
        assertThat(client.next("b")).isEqualTo(updated("Bob"));
        assertThat(client.next("c"))
                .isEqualTo(report("{'next': {'data': {'employeeUpdated': {'id': '1', 'name': 'Ada'}}}}"));
        assertThat(client.unread("socket")).isEmpty();
    }

    @Test
    void shouldEndOneOperationAndKeepTheOthers() throws Exception {
        // Given
        client.subscribe("a", "subscription { employeeUpdated(id: 1) { name } }");
        client.subscribe("b", "subscription { employeeUpdated(id: 1) { name } }");
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
    void shouldAnswerQueriesAndMutations() {
        // Given
        client.subscribe("a", "subscription { employeeUpdated(id: 1) { name } }");
        node.awaitSubscriptions(1);

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
    void shouldTellRequestErrorsToTheOperationOnly() throws Exception {
        // Given
        client.subscribe("a", "subscription { employeeUpdated(id: 1) { name } }");
        node.awaitSubscriptions(1);

        // When
        client.subscribe("e", "subscription { employeeUpdated(id: 1) { salary } }");

        // Then
        JsonArray errors = client.next("e").getJsonArray("error");
        assertThat(errors).hasSize(1);
        assertThat(errors.getJsonObject(0).getString("message")).contains("salary");
        node.publish("1", "Ada");
        assertThat(client.next("a")).isEqualTo(updated("Ada"));
        assertThat(client.unread("socket")).isEmpty();
    }

    @Test
    void shouldMissNothingAfterThePongBehindASubscribe() throws Exception {
        node.slowTriggers();
        for (int i = 0; i < 100; i++) {
            // Given a topic that nothing has opened
            String id = "topic-" + i;
            String query = "subscription { employeeUpdated(id: \"%s\") { name } }".formatted(id);

            // When
            client.command(new JsonObject()
                    .put("command", "subscribe")
                    .put("id", id)
                    .put("payload", new JsonObject().put("query", query))
                    .put("ping", true));
            assertThat(client.next("pong")).isEqualTo(report("{'payload': {'behind': '%s'}}".formatted(id)));
            node.publish(id, "Ada " + i);

            // Then
            assertThat(client.next(id)).isEqualTo(updated("Ada " + i));
            client.complete(id);
        }
    }

    @Test
    void shouldAnswerPings() throws Exception {
        try (NodeScript pinging = client(new JsonObject().put("keepAlive", 50))) {
            for (int i = 0; i < 5; i++) {
                assertThat(pinging.next("pong")).isEqualTo(report("{}"));
            }
            assertThat(pinging.unread("socket")).isEmpty();
        }
    }

    @Test
    void shouldPingASilentClientAndKeepItWhenItAnswers() {
        for (int i = 0; i < 3; i++) {
            assertThat(client.next("ping")).isEqualTo(report("{}"));
        }
        assertThat(client.unread("socket")).isEmpty();
    }

    @Test
    void shouldSendClientsAwayWhenItDrainsAndTakeThemBack() throws Exception {
        // Given
        client.subscribe("a", "subscription { employeeUpdated(id: 1) { name } }");
        node.awaitSubscriptions(1);

        // When
        node.stop();

        // Then
        assertThat(client.next("socket").getInteger("closed")).isEqualTo(CLOSE_SERVICE_RESTART);

        // When
        node.start();
        node.awaitSubscriptions(1);
        node.publish("1", "Ada");

        // Then the client subscribed again by itself
        assertThat(client.next("a")).isEqualTo(updated("Ada"));
    }
}
