package io.weir.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.EventCursor;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.execution.consistency.Gates;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.graph.SdlFixture;
import io.weir.plan.OperationCache;
import io.weir.server.GraphqlSocket;
import io.weir.source.ActionClient;
import io.weir.source.RecordingTopicClient;
import io.weir.subgraph.Subgraphs;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens in and out, over every transport, through sockets. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsistencyTokenTest {

    private static final String GRAPHQL_RESPONSE = "application/graphql-response+json";
    private static final String MULTIPART = "multipart/mixed;subscriptionSpec=1.0";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String QUERY = "{ weirVersion }";
    private static final String STREAM = "subscription { saved { id } }";
    private static final String PASSED = "\"consistency\":{\"satisfied\":true,\"waitedMs\":7,";
    private static final EventCursor LOG = EventCursor.at(FakeLog.STORE, 2);

    private final TokenGates gates = new TokenGates(LOG);
    private final TransportServer server = TransportServer.startWithLog(operations());

    private PlannedOperations operations() {
        Graph graph = SdlFixture.graph("""
                type Mutation { save(id: ID!): PublishEventResult! @eventsPublish(topic: "save") }
                type Subscription {
                  saved(last: String): Event @eventsSubscribe(topic: "save", resume: "last")
                  told(last: String): Event @eventsSubscribe(topic: "told", resume: "last")
                }
                type Event { id: ID }
                """);
        GraphConfig config =
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT);
        RootFetcher fetcher = new RootFetcher(
                graph,
                new RecordingTopicClient(),
                EventsConfig.DEFAULT,
                ActionClient.NONE,
                ActionsConfig.DEFAULT,
                new Gates(gates, ConsistencyConfig.DEFAULT),
                Hooks.NONE,
                "1");
        return new PlannedOperations(graph, new OperationCache(graph, config), fetcher, Subgraphs.none());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static JsonObject request(String query, String... tokens) {
        JsonObject request = JsonObject.of("query", query);
        return tokens.length == 0
                ? request
                : request.put(
                        "extensions",
                        JsonObject.of("consistency", JsonObject.of("token", new JsonArray(List.of(tokens)))));
    }

    private HttpResponse<String> post(JsonObject request, String accept, String... headers) throws Exception {
        var post = server.post(request.encode()).header("Accept", accept);
        return server.send(headers.length == 0 ? post : post.headers(headers));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void shouldHoldAPostByHeaderAndExtension() throws Exception {
        HttpResponse<String> response = post(
                request(QUERY, "x"),
                GRAPHQL_RESPONSE,
                "Consistency-Token",
                "a, b",
                "Consistency-Token",
                "c",
                "Consistency-Timeout",
                "1s");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"weirVersion\":\"1\"", PASSED);
        assertThat(gates.asked).containsExactly(List.of("a", "b", "c", "x"));
    }

    @Test
    void shouldHoldAGet() throws Exception {
        String extensions = request(QUERY, "x").getJsonObject("extensions").encode();
        HttpResponse<String> response = server.send(
                server.request("/graphql?query=%s&extensions=%s".formatted(encoded(QUERY), encoded(extensions)))
                        .header("Consistency-Token", "h"));
        assertThat(response.body()).contains(PASSED);
        assertThat(gates.asked).containsExactly(List.of("h", "x"));
    }

    @Test
    void shouldAskNoOneWithoutAToken() throws Exception {
        assertThat(post(request(QUERY), GRAPHQL_RESPONSE, "Consistency-On-Timeout", "stale")
                        .body())
                .isEqualTo("{\"data\":{\"weirVersion\":\"1\"}}");
        assertThat(gates.asked).isEmpty();
    }

    @Test
    void shouldLetTheStatusSpeakWhereClientsReadIt() throws Exception {
        HttpResponse<String> late = post(request(QUERY, "late"), GRAPHQL_RESPONSE);
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(late.body())
                .startsWith("{\"errors\":[{")
                .contains("CONSISTENCY_TIMEOUT", "\"systems\":[\"search\"]")
                .doesNotContain("data");
        assertThat(post(request(QUERY, "bad"), GRAPHQL_RESPONSE).statusCode()).isEqualTo(400);
        HttpResponse<String> older = post(request(QUERY, "bad"), "application/json");
        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(older.body()).contains("INVALID_CONSISTENCY_TOKEN");
    }

    @Test
    void shouldGiveWhatThereIsByHeader() throws Exception {
        HttpResponse<String> stale = post(request(QUERY, "late"), GRAPHQL_RESPONSE, "Consistency-On-Timeout", "stale");
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).contains("\"weirVersion\":\"1\"", "\"satisfied\":false");
    }

    @Test
    void shouldRefuseHeadersThatAreMalformed() throws Exception {
        HttpResponse<String> response = post(request(QUERY), GRAPHQL_RESPONSE, "Consistency-Timeout", "soon");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Consistency-Timeout", "BAD_USER_INPUT");
        assertThat(post(request(QUERY), GRAPHQL_RESPONSE, "Consistency-Token", "a,b,c,d,e,f,g,h,i")
                        .body())
                .contains("there are 9 consistency tokens", "BAD_USER_INPUT");
    }

    @Test
    void shouldGiveMutationsTheirTokenOverEachTransport() throws Exception {
        JsonObject save = request("mutation { save(id: 1) { success } }", "t");
        String token = "\"token\":\"sealed-t\"";
        assertThat(post(save, GRAPHQL_RESPONSE).body()).contains(token);
        assertThat(post(save, EVENT_STREAM).body()).contains("event: next\n", token);
        assertThat(post(save, MULTIPART).body()).contains(token);
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            assertThat(operation(socket, save))
                    .startsWith("{\"id\":\"1\",\"type\":\"next\"")
                    .contains(token);
        }
    }

    @Test
    void shouldRefuseOverEachTransportAsItRefusesRequests() throws Exception {
        JsonObject late = request(QUERY, "late");
        assertThat(post(late, EVENT_STREAM).body())
                .contains("event: next\ndata: {\"errors\":[{", "CONSISTENCY_TIMEOUT", "event: complete");
        assertThat(post(late, MULTIPART).body()).contains("CONSISTENCY_TIMEOUT");
        try (GraphqlSocket socket = new GraphqlSocket(server.port(), Map.of("Consistency-Token", "bad"))) {
            assertThat(operation(socket, late))
                    .startsWith("{\"id\":\"1\",\"type\":\"error\",\"payload\":[{")
                    .contains("CONSISTENCY_TIMEOUT");
            assertThat(operation(socket, request(QUERY)))
                    .as("the upgrade's headers count for no operation")
                    .contains("\"weirVersion\":\"1\"");
        }
    }

    private static String operation(GraphqlSocket socket, JsonObject request) {
        socket.send(JsonObject.of("id", "1", "type", "subscribe", "payload", request)
                .encode());
        String first = socket.next();
        if (first.contains("\"type\":\"next\"")) {
            assertThat(socket.next()).contains("\"complete\"");
        }
        return first;
    }

    @Test
    void shouldStartAStreamBehindTheTokensLog() throws Exception {
        // Given two events from before the write, and one after it, before anyone subscribes
        publish(3);

        // When, then
        assertThat(firstData(EVENT_STREAM, request(STREAM, "t"))).isEqualTo("data: {\"data\":{\"s\":3}}");
        assertThat(server.log.joins.get(0).after()).isEqualTo(LOG);
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            socket.send(JsonObject.of("id", "1", "type", "subscribe", "payload", request(STREAM, "t"))
                    .encode());
            assertThat(socket.next()).contains("\"data\":{\"s\":3}");
        }
    }

    @Test
    void shouldStartEachRootBehindTheTokensLog() throws Exception {
        publish(3);
        assertThat(firstData(EVENT_STREAM, request("subscription { saved { id } told { id } }", "t")))
                .contains("\"saved\":3");
        assertThat(server.log.joins).extracting(join -> join.after()).containsExactly(LOG, LOG);
    }

    @Test
    void shouldStartAStreamWhereLastEventIdSays() throws Exception {
        // Given
        publish(3);
        String id = firstLine(request(STREAM, "t"), EVENT_STREAM, "id: ", "Consistency-Token", "u");

        // When
        server.log.publish("save");
        String next = firstLine(request(STREAM, "t"), EVENT_STREAM, "data: ", "Last-Event-ID", id.substring(4));

        // Then
        assertThat(next).contains("\"s\":4");
        assertThat(gates.asked).containsExactly(List.of("u", "t"), List.of("t"));
    }

    @Test
    void shouldRefuseAStreamWhoseSystemsLag() throws Exception {
        assertThat(post(request(STREAM, "late"), EVENT_STREAM).body())
                .contains("event: next", "CONSISTENCY_TIMEOUT", "event: complete");
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            assertThat(operation(socket, request(STREAM, "late")))
                    .contains("\"type\":\"error\"", "CONSISTENCY_TIMEOUT");
        }
        assertThat(server.log.joins).isEmpty();
    }

    private void publish(int events) {
        for (int i = 0; i < events; i++) {
            server.log.publish("save");
        }
    }

    private String firstData(String accept, JsonObject request) throws Exception {
        return firstLine(request, accept, "data: ");
    }

    /** The first line of a stream that begins like this; the stream is left then. */
    private String firstLine(JsonObject request, String accept, String prefix, String... headers) throws Exception {
        var post = server.post(request.encode()).header("Accept", accept);
        InputStream stream = server.client
                .send(
                        (headers.length == 0 ? post : post.headers(headers)).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
