package io.weir.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Speaks just enough of graphql-transport-ws and {@code /events} on one event loop, and errs on demand. */
final class StandInServer implements AutoCloseable {

    private record Subscriber(ServerWebSocket socket, String id) {

        void next(String event) {
            socket.writeTextMessage(
                    "{\"id\":\"%s\",\"type\":\"next\",\"payload\":{\"data\":{\"reading\":%s}}}".formatted(id, event));
        }
    }

    /** What it does with an event. */
    interface Fate {

        /** What each subscriber gets of an event: itself, usually. */
        List<String> deliver(String event);
    }

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, List<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final Fate fate;
    private final HttpServer server;

    StandInServer(Fate fate) throws Exception {
        this.fate = fate;
        server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("graphql-transport-ws"))
                .webSocketHandler(this::onWebSocket)
                .requestHandler(this::onEvent)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.actualPort());
    }

    @Override
    public void close() {
        vertx.close();
    }

    private void onWebSocket(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            JsonObject message = new JsonObject(text);
            switch (message.getString("type")) {
                case "connection_init" -> socket.writeTextMessage("{\"type\":\"connection_ack\"}");
                case "ping" -> socket.writeTextMessage("{\"type\":\"pong\"}");
                default ->
                    subscribers
                            .computeIfAbsent(topic(message), topic -> new ArrayList<>())
                            .add(new Subscriber(socket, message.getString("id")));
            }
        });
    }

    private static String topic(JsonObject subscribe) {
        JsonObject payload = subscribe.getJsonObject("payload");
        JsonObject variables = payload.getJsonObject("variables", new JsonObject());
        Object sensor = variables.getValue("sensor", payload.getString("query").replaceAll("\\D", ""));
        return "/events/load." + sensor;
    }

    private void onEvent(HttpServerRequest request) {
        request.bodyHandler(event -> {
            for (String delivered : fate.deliver(event.toString())) {
                subscribers.getOrDefault(request.path(), List.of()).forEach(subscriber -> subscriber.next(delivered));
            }
            request.response().setStatusCode(202).end();
        });
    }
}
