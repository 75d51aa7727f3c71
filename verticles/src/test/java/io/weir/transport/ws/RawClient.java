package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/** A WebSocket client that sends what it is told, byte by byte, right or wrong. */
final class RawClient implements AutoCloseable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    static final int FIN = 0x80;

    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private String head = "";

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.socket.setSoTimeout(10_000);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /** A TCP connection; nothing was sent yet. */
    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A TCP connection with a small window for what the server sends. */
    static RawClient connectNarrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawClient(socket);
    }

    /** A WebSocket that speaks graphql-transport-ws, shaken hands. */
    static RawClient open(int port) throws IOException {
        return connect(port).shakeHands(Map.of());
    }

    /** A connection that is acknowledged. */
    static RawClient ready(int port) throws IOException {
        RawClient client = open(port);
        client.text("{\"type\":\"connection_init\"}");
        client.expectText("{\"type\":\"connection_ack\"}");
        return client;
    }

    RawClient shakeHands(Map<String, String> headers) {
        send(handshake(headers).getBytes(ISO_8859_1));
        return readHead();
    }

    /** An opening handshake; {@code headers} replace its own, empty ones leave them out. */
    static String handshake(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "localhost");
        all.put("Upgrade", "websocket");
        all.put("Connection", "Upgrade");
        all.put("Sec-WebSocket-Version", "13");
        all.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        all.put("Sec-WebSocket-Protocol", "graphql-transport-ws");
        all.putAll(headers);
        StringBuilder text = new StringBuilder("GET /graphql HTTP/1.1\r\n");
        all.forEach((name, value) -> text.append(value.isEmpty() ? "" : name + ": " + value + "\r\n"));
        return text.append("\r\n").toString();
    }

    RawClient readHead() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                bytes.write(in.readByte());
            }
            head = bytes.toString(ISO_8859_1);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of the server's answer to the handshake. */
    String head() {
        return head;
    }

    void text(String message) {
        frame(FIN | TEXT, message.getBytes(UTF_8));
    }

    void frame(int first, byte[] payload) {
        send(masked(first, payload));
    }

    void close(int code) {
        frame(FIN | CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame as a client sends it. */
    static byte[] masked(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % MASK.length]);
        }
        return frame.toByteArray();
    }

    /** The next frame. */
    Frame read() {
        try {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            assertThat(length).as("servers do not mask").isLessThan(128);
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            return new Frame(first, in.readNBytes(Math.toIntExact(length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void expectText(String message) {
        Frame frame = read();
        assertThat(frame.text()).isEqualTo(message);
        assertThat(frame.first()).isEqualTo(FIN | TEXT);
    }

    /** A message in one frame or several. */
    void expectMessage(String message) {
        Frame frame = read();
        StringBuilder whole = new StringBuilder(frame.text());
        while ((frame.first() & FIN) == 0) {
            frame = read();
            whole.append(frame.text());
        }
        assertThat(whole.toString()).isEqualTo(message);
    }

    void expectClose(int code, String reason) {
        Frame frame = read();
        assertThat(frame.first()).as(frame.text()).isEqualTo(FIN | CLOSE);
        assertThat(frame.closeCode() + " " + frame.closeReason()).isEqualTo(code + " " + reason);
    }

    /** The server lets go of the connection. */
    void expectEnd() {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** Closes without a word, as a client does that loses its network. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** One frame of the server. */
    record Frame(int first, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }

        int closeCode() {
            return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, UTF_8);
        }
    }
}
