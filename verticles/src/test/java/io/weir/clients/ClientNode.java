package io.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.weir.bus.JoinTrigger;
import io.weir.config.HttpConfig;
import io.weir.config.StreamsConfig;
import io.weir.config.WebSocketConfig;
import io.weir.server.NodeFixture;
import io.weir.testing.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A node for clients to talk to, which keeps its port when it is stopped and started again. */
final class ClientNode implements AutoCloseable {

    /** Far longer than an event takes from here to a subscriber. */
    private static final long JOIN_MILLIS = 20;

    private static final String SDL = """
            type Query { employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}") }
            type Mutation {
              updateEmployee(id: ID!, name: String!): PublishEventResult!
                @eventsPublish(topic: "employeeUpdated.{{ args.id }}")
            }
            type Subscription {
              employeeUpdated(id: ID!): Employee @eventsSubscribe(topic: "employeeUpdated.{{ args.id }}")
            }
            type Employee { id: ID! name: String }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpConfig http;
    private NodeFixture node;

    private ClientNode(HttpConfig http) {
        this.http = http;
        start();
    }

    /** Starts a node with the defaults. */
    static ClientNode run() {
        return run(WebSocketConfig.DEFAULT, StreamsConfig.DEFAULT);
    }

    /** Starts a node on the slim or on the stock WebSocket path; it pings often. */
    static ClientNode run(boolean slim) {
        WebSocketConfig d = WebSocketConfig.DEFAULT;
        WebSocketConfig sockets = new WebSocketConfig(
                slim, d.initTimeout(), Duration.ofMillis(200), d.pongTimeout(), d.message(), d.operations());
        return run(sockets, StreamsConfig.DEFAULT);
    }

    /** Starts a node whose idle streams say often that they are alive. */
    static ClientNode runWithHeartbeats() {
        StreamsConfig d = StreamsConfig.DEFAULT;
        Duration often = Duration.ofMillis(100);
        return run(
                WebSocketConfig.DEFAULT,
                new StreamsConfig(often, often, d.delivery(), d.rejoinTimeout(), d.stallTimeout()));
    }

    private static ClientNode run(WebSocketConfig sockets, StreamsConfig streams) {
        HttpConfig d = HttpConfig.DEFAULT;
        return new ClientNode(new HttpConfig(
                "127.0.0.1",
                FreePorts.next(),
                d.instances(),
                d.keys(),
                List.of(),
                true,
                Duration.ofSeconds(2),
                d.limits(),
                sockets,
                streams));
    }

    /** Starts the node that was stopped, on the same port. */
    void start() {
        node = NodeFixture.start(SDL, http);
        node.server()
                .vertx()
                .eventBus()
                .<JsonObject>consumer(
                        "getEmployee.*",
                        request -> request.reply(new JsonObject()
                                .put("id", request.body().getString("id"))
                                .put("name", "Ada")));
    }

    /** Makes the way to the triggers so long that who does not wait for them misses events. */
    void slowTriggers() {
        Vertx vertx = node.server().vertx();
        vertx.eventBus().addInboundInterceptor(delivery -> {
            if (delivery.body() instanceof JoinTrigger) {
                vertx.setTimer(JOIN_MILLIS, late -> delivery.next());
            } else {
                delivery.next();
            }
        });
    }

    /** Drains and stops the node. */
    void stop() throws Exception {
        node.close();
    }

    /** An address of the node. */
    String url(String scheme, String path) {
        return scheme + "://127.0.0.1:" + http.port() + path;
    }

    /** Publishes an event as a system outside would; returns once it is accepted. */
    void publish(String id, String name) throws Exception {
        String employee = new JsonObject().put("id", id).put("name", name).encode();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url("http", "/events/employeeUpdated." + id)))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(employee))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Waits until clients have so many live subscriptions, as the node counts them. */
    void awaitSubscriptions(int count) {
        String name = "weir_client_subscriptions ";
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(metrics().lines().filter(line -> line.startsWith(name)))
                        .containsExactly(name + count + ".0"));
    }

    private String metrics() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + node.server().adminPort() + "/metrics");
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
