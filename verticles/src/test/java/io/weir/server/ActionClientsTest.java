package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.StartAction;
import io.weir.graph.action.ActionSchemas;
import io.weir.source.ActionNode;
import io.weir.source.Reports;
import io.weir.testing.PlainResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client of an asynchronous action sees of a whole node, while another one runs the action. */
@Timeout(60)
class ActionClientsTest {

    private static final String SDL = """
            type Mutation {
              create(name: String!): Created @action(url: "bus:create", mode: EITHER, headers: ["X: {{ headers.x-tenant }}"])
            }
            type Created { actionId: ID! name: String! }
            type Subscription { created(actionId: ID!): Created @actionUpdate }
            """;

    private static final String MUTATION =
            "{\"query\":\"mutation { c: create(name: \\\"Ann\\\") { name actionId } }\"}";

    private final NodeFixture node = NodeFixture.startTransport(ActionSchemas.graph(SDL));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void shouldSayThatNoNodeRunsActions() throws Exception {
        assertThat(send(mutation()).body())
                .startsWith("{\"data\":{\"c\":null},\"errors\":[{\"message\":\"actions cannot be run")
                .contains("\"httpStatusCode\":503", "ACTIONS_UNAVAILABLE");
        assertThat(get("/actions/a1").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldHandOverAnActionAndGiveItsResultToWhoeverAsks() throws Exception {
        // 1 the client prefers not to wait
        ActionNode actions = new ActionNode(node.server().vertx());
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));
        HttpResponse<String> accepted = send(mutation()
                .header("Prefer", "respond-async")
                .header("Idempotency-Key", "\"k\"")
                .header("X-Tenant", "t"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).contains("ACTION_NOT_FINISHED", "\"extensions\":{\"actionId\":\"a1\"}");
        StartAction started = (StartAction) actions.asked.get(0);
        assertThat(started.later()).isTrue();
        assertThat(started.idempotencyKey()).isEqualTo("k");
        assertThat(started.headers()).isEqualTo(Map.of("x-tenant", "t"));

        // 2 it looks where it was told to
        String location = accepted.headers().firstValue("location").orElseThrow();
        ActionReport open = Reports.open("a1", "create", ActionState.IN_PROGRESS, 1);
        actions.store(Reports.detailed(open, started.operation(), "[]"));
        HttpResponse<String> running = get(location);
        assertThat(running.body()).contains("\"state\":\"IN_PROGRESS\"", "\"data\":null");
        assertThat(running.headers().firstValue("retry-after")).isPresent();

        // 3 it subscribes, and the action ends
        try (GraphqlSocket socket = new GraphqlSocket(node.server().httpPort())) {
            socket.subscribe("1", "subscription { u: created(actionId: \"a1\") { name } }");
            ActionReport done = Reports.done("a1", "create", "{\"name\":\"Ann\"}");
            actions.settle(Reports.detailed(done, started.operation(), "[]"));
            assertThat(PlainResponse.of(socket.next()))
                    .isEqualTo("{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"u\":{\"name\":\"Ann\"}}}}");
            assertThat(socket.next()).isEqualTo("{\"id\":\"1\",\"type\":\"complete\"}");

            // 4 another's id, or none
            socket.send("{\"id\":\"2\",\"type\":\"subscribe\",\"payload\":{\"query\":"
                    + "\"subscription { created(actionId: \\\"a2\\\") { name } }\"}}");
            assertThat(socket.next())
                    .startsWith("{\"id\":\"2\",\"type\":\"error\"")
                    .contains("NOT_FOUND");
        }

        // 5 the result is still there
        HttpResponse<String> ended = get(location);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body())
                .contains("\"state\":\"COMPLETED\"", "\"data\":{\"c\":{\"name\":\"Ann\",\"actionId\":\"a1\"}}");
    }

    private HttpRequest.Builder mutation() {
        return request("/graphql")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(MUTATION));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node.server().httpPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
