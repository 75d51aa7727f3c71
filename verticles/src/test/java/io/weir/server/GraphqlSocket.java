package io.weir.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of graphql-transport-ws that keeps every text frame. */
public final class GraphqlSocket implements WebSocket.Listener, AutoCloseable {

    private static final long FRAME_SECONDS = 20;

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /** Opens a connection. */
    public GraphqlSocket(int port) {
        this(port, Map.of());
    }

    /** Opens a connection whose upgrade request carries these headers. */
    public GraphqlSocket(int port, Map<String, String> headers) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("graphql-transport-ws");
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/graphql"), this)
                .join();
        send("{\"type\":\"connection_init\"}");
        expect("{\"type\":\"connection_ack\"}");
    }

    /** Subscribes, and returns once the subscription is live: the pong says so. */
    public void subscribe(String id, String query) {
        send("{\"id\":\"%s\",\"type\":\"subscribe\",\"payload\":{\"query\":\"%s\"}}"
                .formatted(id, query.replace("\"", "\\\"")));
        send("{\"type\":\"ping\"}");
        expect("{\"type\":\"pong\"}");
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The next frame. */
    public String next() {
        try {
            String frame = frames.poll(FRAME_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame came");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void expect(String frame) {
        String came = next();
        if (!came.equals(frame)) {
            throw new AssertionError("expected " + frame + " but " + came + " came");
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        frames.add("close " + code);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
