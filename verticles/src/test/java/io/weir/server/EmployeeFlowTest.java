package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.testing.PlainResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The employee example of the event-driven federated subscriptions document, over HTTP and SSE, on the bus. */
class EmployeeFlowTest {

    private static final String SDL = """
            type Query { employeeFromEvent(id: ID!): Employee! @eventsRequest(topic: "getEmployee.{{ args.id }}") }
            input UpdateEmployeeInput { name: String email: String }
            type Mutation {
              updateEmployee(id: ID!, update: UpdateEmployeeInput!): PublishEventResult!
                @eventsPublish(topic: "updateEmployee.{{ args.id }}")
            }
            type Subscription {
              employeeUpdated(employeeID: ID!): Employee! @eventsSubscribe(topic: "employeeUpdated.{{ args.employeeID }}")
              updates: Update @eventsSubscribe(topic: "mutation.updateEmployee")
            }
            type Update { args: UpdateArgs }
            type UpdateArgs { id: ID! }
            type Employee @key(fields: "id", resolvable: false) { id: Int! @external }
            """;

    private static NodeFixture node;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        node = NodeFixture.start(SDL);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.server().httpPort() + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String graphql(String query, String variables) throws Exception {
        String body = new JsonObject()
                .put("query", query)
                .put("variables", new JsonObject(variables))
                .encode();
        return client.send(post("/graphql", body).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<Stream<String>> subscribe(String query) throws Exception {
        String body = new JsonObject().put("query", query).encode();
        return client.send(
                post("/graphql", body).header("accept", "text/event-stream").build(), BodyHandlers.ofLines());
    }

    private static String nextData(Iterator<String> lines) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Test
    void shouldAskAVerticleForAnEmployee() throws Exception {
        // Given a verticle that answers for all ids
        node.server()
                .vertx()
                .eventBus()
                .<JsonObject>consumer(
                        "getEmployee.*",
                        message -> message.reply(new JsonObject()
                                .put("__typename", "Employee")
                                .put("id", Integer.valueOf(message.body().getString("id")))));

        // When
        String response = graphql("query($id: ID!) { employeeFromEvent(id: $id) { id } }", "{\"id\":\"42\"}");

        // Then
        assertThat(response).isEqualTo("{\"data\":{\"employeeFromEvent\":{\"id\":42}}}");
    }

    @Test
    void shouldPublishWhatTheClientSent() throws Exception {
        // Given
        var received = new java.util.concurrent.CompletableFuture<JsonObject>();
        node.server().vertx().eventBus().<JsonObject>consumer("updateEmployee.1", m -> received.complete(m.body()));
        HttpResponse<Stream<String>> announced = subscribe("subscription { updates { args { id } } }");

        // When
        String response = graphql(
                "mutation UpdateEmployee($id: ID!, $update: UpdateEmployeeInput!) {"
                        + " updateEmployee(id: $id, update: $update) { success } }",
                "{\"id\":1,\"update\":{\"name\":\"Jannik\",\"email\":\"j@example.com\"}}");

        // Then the message is the one of the document, and the mutation is an event itself
        assertThat(PlainResponse.of(response)).isEqualTo("{\"data\":{\"updateEmployee\":{\"success\":true}}}");
        assertThat(received.get().encode())
                .isEqualTo("{\"id\":1,\"update\":{\"name\":\"Jannik\",\"email\":\"j@example.com\"}}");
        assertThat(nextData(announced.body().iterator()))
                .isEqualTo("{\"data\":{\"updates\":{\"args\":{\"id\":\"1\"}}}}");
    }

    @Test
    void shouldDeliverEventsInOrderToSubscribersOfTheirTopicOnly() throws Exception {
        // Given
        Iterator<String> one = subscribe("subscription { employeeUpdated(employeeID: 1) { id } }")
                .body()
                .iterator();
        Iterator<String> two = subscribe("subscription { e: employeeUpdated(employeeID: 2) { id __typename } }")
                .body()
                .iterator();

        // When: from HTTP, and from a verticle; one of them malformed
        assertThat(client.send(
                                post("/events/employeeUpdated.1", "{\"__typename\":\"Employee\",\"id\":1}")
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
        node.server().vertx().eventBus().publish("employeeUpdated.1", "{\"id\": 1}");
        node.server()
                .vertx()
                .eventBus()
                .publish("employeeUpdated.1", new JsonObject("{\"__typename\":\"Employee\",\"id\":3}"));
        node.server()
                .vertx()
                .eventBus()
                .publish("employeeUpdated.2", new JsonObject("{\"__typename\":\"Employee\",\"id\":2}"));

        // Then
        assertThat(nextData(one)).isEqualTo("{\"data\":{\"employeeUpdated\":{\"id\":1}}}");
        assertThat(nextData(one)).contains("it lacks \\\"__typename\\\"", "MALFORMED_EVENT");
        assertThat(nextData(one)).isEqualTo("{\"data\":{\"employeeUpdated\":{\"id\":3}}}");
        assertThat(nextData(two)).isEqualTo("{\"data\":{\"e\":{\"id\":2,\"__typename\":\"Employee\"}}}");
    }
}
