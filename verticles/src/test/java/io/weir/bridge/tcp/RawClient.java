package io.weir.bridge.tcp;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of the TCP bridge that says whatever a test wants. */
public final class RawClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final DataInputStream in;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
    }

    /** To a bridge of this machine. */
    public static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Sends a frame; single quotes stand for double ones. */
    public RawClient send(String json) throws IOException {
        return raw(frame(json.replace('\'', '"')));
    }

    /** Sends a frame of that length with anything in it. */
    RawClient raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** A frame's bytes. */
    static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes.length + 4)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** The next frame; waits for it. */
    public JsonObject next() throws IOException {
        try {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("no frame came within " + PATIENCE.toSeconds() + " s", silence);
        }
    }

    /** Returns once everything before it has been dealt with, registrations too; the next frame must be the answer. */
    public RawClient settle() throws IOException {
        JsonObject answer = send("{'type':'ping'}").next();
        if (!answer.equals(new JsonObject().put("type", "pong"))) {
            throw new AssertionError("instead of pong: " + answer);
        }
        return this;
    }

    /** Whether the other side has hung up; waits for that, reading what still comes. */
    boolean isHungUp() throws IOException {
        try {
            while (in.read() >= 0) {
                continue;
            }
            return true;
        } catch (EOFException | SocketException hungUp) {
            return true;
        } catch (SocketTimeoutException waiting) {
            return false;
        }
    }

    /** Forgets what it is, as a program that crashed. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
