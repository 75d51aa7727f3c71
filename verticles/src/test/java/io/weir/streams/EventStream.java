package io.weir.streams;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One subscription as its client hears it. Nothing is read from the socket but by {@link #next()}, and little waits in
 * it: a client that asks for nothing is slow.
 */
public interface EventStream extends AutoCloseable {

    /** How long a client waits for a node. */
    int PATIENCE_MILLIS = 60_000;

    /**
     * The next response; places without a response are passed over.
     *
     * @throws IOException when the connection is lost, or nothing comes for long
     */
    Event next() throws IOException;

    /** Cuts the connection as a lost network would. */
    @Override
    void close() throws IOException;

    /**
     * A response of the stream, or why there is none.
     *
     * @param id from where the stream goes on behind it
     * @param response with {@code data} or {@code errors}
     */
    record Event(@Nullable String id, JsonObject response) {

        /** What the client selected. */
        public JsonObject data() {
            return Objects.requireNonNull(response.getJsonObject("data"), response::encode);
        }

        /** The value under a response key. */
        public JsonObject root(String key) {
            return Objects.requireNonNull(data().getJsonObject(key), response::encode);
        }

        /** The number that the event has under its only response key. */
        public int n() {
            return root(data().fieldNames().iterator().next()).getInteger("n");
        }

        /** The id, which must be there. */
        public String place() {
            return Objects.requireNonNull(id, response::encode);
        }

        public boolean failed() {
            return response.containsKey("errors");
        }

        /** Of the first error. */
        public JsonObject extensions() {
            JsonArray errors = Objects.requireNonNull(response.getJsonArray("errors"), response::encode);
            return errors.getJsonObject(0).getJsonObject("extensions");
        }

        /** The first error's code. */
        public String code() {
            return extensions().getString("code");
        }
    }

    /** Where a node of this machine listens. */
    static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** A connection to a node, with a small window for what the node sends. */
    static Socket connect(InetSocketAddress node) throws IOException {
        return connect(node, PATIENCE_MILLIS);
    }

    /** The same for a client of other patience. */
    static Socket connect(InetSocketAddress node, int patienceMillis) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(patienceMillis);
        socket.setTcpNoDelay(true);
        socket.connect(node, patienceMillis);
        return socket;
    }

    /** Ends a connection without a farewell. */
    static void cut(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
