package io.weir.load.stream;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the events that it is posted, gives the last one's number as id over server-sent events, and all of them to whoever
 * subscribes behind an id.
 */
final class HistoryServer implements AutoCloseable {

    /** What a reader gets of the history; a test spoils it. */
    interface Memory {

        List<String> recall(List<String> posted);
    }

    private final Vertx vertx = Vertx.vertx();
    private final Memory memory;
    private final HttpServer server;
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final Queue<HttpServerResponse> streams = new ConcurrentLinkedQueue<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();

    HistoryServer(Memory memory) throws Exception {
        this.memory = memory;
        server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("graphql-transport-ws"))
                .webSocketHandler(this::onWebSocket)
                .requestHandler(request -> request.body().onSuccess(body -> onRequest(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.actualPort());
    }

    /** Every event in the order of the log. */
    List<String> posted() {
        return posted;
    }

    /** What was subscribed. */
    List<String> queries() {
        return queries;
    }

    @Override
    public void close() {
        vertx.close();
    }

    private void onRequest(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        if (request.path().equals("/graphql")) {
            streams.add(response);
            response.setChunked(true).write(":\n\n");
            return;
        }
        posted.add(body.toString());
        streams.forEach(stream -> stream.write("event: next\ndata: {}\nid: " + posted.size() + "\n\n"));
        response.setStatusCode(202).end("{\"topic\":\"" + request.path().substring("/events/".length()) + "\"}");
    }

    private void onWebSocket(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            JsonObject message = new JsonObject(text);
            switch (message.getString("type")) {
                case "connection_init" -> socket.writeTextMessage("{\"type\":\"connection_ack\"}");
                case "ping" -> socket.writeTextMessage("{\"type\":\"pong\"}");
                default -> replay(socket, message.getJsonObject("payload").getString("query"));
            }
        });
    }

    private void replay(ServerWebSocket socket, String query) {
        queries.add(query);
        for (String event : memory.recall(posted)) {
            socket.writeTextMessage(
                    "{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"reading\":%s}}}".formatted(event));
        }
    }
}
