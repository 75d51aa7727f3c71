package io.weir.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A subscription over graphql-transport-ws, alone on its connection (RFC 6455). */
public final class WsStream implements EventStream {

    private static final int FIN_TEXT = 0x81;
    private static final int FIN_PONG = 0x8A;
    private static final int OPCODE = 0x0F;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;

    /** Pings between two messages that are worth waiting for. */
    private static final int PATIENCE = 2;

    private static final String HANDSHAKE = """
            GET /graphql HTTP/1.1\r
            Host: x\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Protocol: graphql-transport-ws\r
            \r
            """;

    /** A pong that took longer may have been held for a second, and then let go. */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final Socket socket;
    private final DataInputStream in;
    /** What came while the subscription was not live yet. */
    private final Queue<JsonObject> early = new ArrayDeque<>();

    private WsStream(Socket socket, JsonObject subscribe) throws IOException {
        this.socket = socket;
        socket.getOutputStream().write(HANDSHAKE.getBytes(US_ASCII));
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String status = ChunkedBody.line(in);
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new IOException(status);
        }
        while (!ChunkedBody.line(in).isEmpty()) {
            // The head says nothing else of interest.
        }
        send(JsonObject.of("type", "connection_init"));
        message();
        send(JsonObject.of("id", "1", "type", "subscribe", "payload", subscribe));
        awaitLive();
    }

    /** Subscribes; returns once the subscription is live or refused. */
    static WsStream open(int port, String query) throws IOException {
        return open(EventStream.at(port), PATIENCE_MILLIS, query);
    }

    /** The same at any node, by a client of any patience. */
    public static WsStream open(InetSocketAddress node, int patienceMillis, String query) throws IOException {
        return new WsStream(EventStream.connect(node, patienceMillis), JsonObject.of("query", query));
    }

    /** Subscribes with the id in the payload's extensions. */
    static WsStream resume(int port, String query, String lastEventId) throws IOException {
        return resume(EventStream.at(port), PATIENCE_MILLIS, query, lastEventId);
    }

    /** The same at any node, by a client of any patience. */
    public static WsStream resume(InetSocketAddress node, int patienceMillis, String query, String lastEventId)
            throws IOException {
        JsonObject extensions = JsonObject.of("lastEventId", lastEventId);
        JsonObject subscribe = JsonObject.of("query", query, "extensions", extensions);
        return new WsStream(EventStream.connect(node, patienceMillis), subscribe);
    }

    /** A pong comes once the subscription is live, or at the latest after a second: then one more is asked for. */
    private void awaitLive() throws IOException {
        long asked;
        do {
            asked = System.nanoTime();
            send(JsonObject.of("type", "ping"));
            awaitPong();
        } while (System.nanoTime() - asked > AT_ONCE_NANOS);
    }

    private void awaitPong() throws IOException {
        for (JsonObject came = message(); !came.getString("type").equals("pong"); came = message()) {
            early.add(came);
        }
    }

    @Override
    public Event next() throws IOException {
        JsonObject message = early.isEmpty() ? message() : early.remove();
        for (int ping = 0; ping < PATIENCE && message.getString("type").equals("ping"); ping++) {
            send(JsonObject.of("type", "pong"));
            message = message();
        }
        return switch (message.getString("type")) {
            case "next" -> event(message.getJsonObject("payload"));
            case "error" -> new Event(null, JsonObject.of("errors", message.getJsonArray("payload")));
            case "complete" -> throw new EOFException("complete");
            default -> throw new IOException(message.encode());
        };
    }

    private static Event event(JsonObject response) {
        JsonObject extensions = response.getJsonObject("extensions", new JsonObject());
        return new Event(extensions.getString("eventId"), response);
    }

    /** The next text; pings are answered. */
    private JsonObject message() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = new byte[length()];
            in.readFully(payload);
            switch (first & OPCODE) {
                case CLOSE -> throw new ClosedByNode(payload);
                case PING -> frame(FIN_PONG, payload);
                default -> text.writeBytes(payload);
            }
            if (first == FIN_TEXT || text.size() > 0 && first == 0x80) {
                return new JsonObject(text.toString(UTF_8));
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    private void send(JsonObject message) throws IOException {
        frame(FIN_TEXT, message.encode().getBytes(UTF_8));
    }

    /** The mask is 0, which leaves the payload as it is. */
    private void frame(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    @Override
    public void close() throws IOException {
        EventStream.cut(socket);
    }
}
