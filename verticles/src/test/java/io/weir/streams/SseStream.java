package io.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A subscription over server-sent events, read as the WHATWG's HTML standard says ("server-sent events"). */
public final class SseStream implements EventStream {

    /** Heartbeats between two frames that are worth waiting for, the opening one included. */
    private static final int PATIENCE = 4;

    private final Socket socket;
    private final BufferedReader lines;
    private @Nullable String lastEventId;

    private SseStream(Socket socket, String request) throws IOException {
        this.socket = socket;
        socket.getOutputStream().write(request.getBytes(UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (String line = ChunkedBody.line(in); !line.isEmpty(); line = ChunkedBody.line(in)) {
            head.append(line).append('\n');
        }
        if (!head.toString().startsWith("HTTP/1.1 200") || head.indexOf("text/event-stream") < 0) {
            throw new IOException(head.toString());
        }
        this.lines = new BufferedReader(new InputStreamReader(new ChunkedBody(in), UTF_8));
    }

    /** Subscribes; returns once the subscription is live or refused. */
    static SseStream open(int port, String query) throws IOException {
        return open(EventStream.at(port), PATIENCE_MILLIS, query);
    }

    /** The same at any node, by a client of any patience. */
    public static SseStream open(InetSocketAddress node, int patienceMillis, String query) throws IOException {
        return open(EventStream.connect(node, patienceMillis), query, "", new JsonObject());
    }

    /** Subscribes with the id in the header, as {@code EventSource} does when it comes back. */
    static SseStream resume(int port, String query, String lastEventId) throws IOException {
        return resume(EventStream.at(port), PATIENCE_MILLIS, query, lastEventId);
    }

    /** The same at any node, by a client of any patience. */
    public static SseStream resume(InetSocketAddress node, int patienceMillis, String query, String lastEventId)
            throws IOException {
        return open(
                EventStream.connect(node, patienceMillis),
                query,
                "Last-Event-ID: " + lastEventId + "\r\n",
                new JsonObject());
    }

    /** Subscribes with the id in the request's extensions. */
    static SseStream resumeByExtension(int port, String query, String lastEventId) throws IOException {
        return open(EventStream.connect(EventStream.at(port)), query, "", JsonObject.of("lastEventId", lastEventId));
    }

    /** Subscribes by GET. */
    static SseStream get(int port, String query, String headers) throws IOException {
        return new SseStream(
                EventStream.connect(EventStream.at(port)),
                "GET /graphql?query=%s HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n%s\r\n"
                        .formatted(URLEncoder.encode(query, UTF_8), headers));
    }

    private static SseStream open(Socket socket, String query, String headers, JsonObject extensions)
            throws IOException {
        JsonObject body = JsonObject.of("query", query);
        if (!extensions.isEmpty()) {
            body.put("extensions", extensions);
        }
        String text = body.encode();
        String head = "POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                + "Content-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
                        .formatted(text.getBytes(UTF_8).length, headers);
        return new SseStream(socket, head + text);
    }

    @Override
    public Event next() throws IOException {
        while (true) {
            String frame = frame();
            if (frame.startsWith("event: complete")) {
                throw new EOFException("complete");
            }
            String data = null;
            for (String line : frame.split("\n")) {
                data = line.startsWith("data: ") ? line.substring(6) : data;
            }
            if (data != null) {
                return new Event(lastEventId, new JsonObject(data));
            }
        }
    }

    /** The next frame's lines as they are; comments are passed over. */
    String frame() throws IOException {
        for (int heartbeat = 0; heartbeat < PATIENCE; heartbeat++) {
            StringBuilder frame = new StringBuilder();
            for (String line = read(); !line.isEmpty(); line = read()) {
                if (line.startsWith("id: ")) {
                    lastEventId = line.substring(4);
                }
                if (!line.startsWith(":")) {
                    frame.append(line).append('\n');
                }
            }
            if (!frame.isEmpty()) {
                return frame.toString();
            }
        }
        throw new SocketTimeoutException("nothing but heartbeats came");
    }

    /** What {@code EventSource} would send when it connects again. */
    String lastEventId() {
        return Objects.requireNonNull(lastEventId);
    }

    private String read() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("the stream ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        EventStream.cut(socket);
    }
}
