package io.weir.load.publish;

import io.weir.load.subscribe.ByteScan;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * POSTs events to {@code /events/TOPIC}, pipelined on one connection, which keeps them in order. Another thread reads
 * the answers and counts those that do not accept.
 */
public final class HttpPublisher implements EventPublisher {

    private static final int GATHERED_BYTES = 64 * 1024;
    private static final byte[] STATUS = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACCEPTED = "HTTP/1.1 202".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final OutputStream out;
    private final byte[][] heads;
    private final AtomicLong refused = new AtomicLong();

    /** Connects. */
    public HttpPublisher(InetSocketAddress server, int topics, int payloadBytes) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        out = new BufferedOutputStream(socket.getOutputStream(), GATHERED_BYTES);
        heads = new byte[topics][];
        for (int topic = 0; topic < topics; topic++) {
            heads[topic] = """
                    POST /events/load.%d HTTP/1.1\r
                    Host: %s:%d\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    \r
                    """.formatted(topic, server.getHostString(), server.getPort(), payloadBytes)
                    .getBytes(StandardCharsets.US_ASCII);
        }
        Thread reader = new Thread(this::readAnswers, "publisher-answers");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void publish(int topic, byte[] payload) {
        try {
            out.write(heads[topic]);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private void readAnswers() {
        byte[] bytes = new byte[GATHERED_BYTES];
        int kept = 0;
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes, kept, bytes.length - kept)) {
                kept = countRefused(bytes, kept + count);
            }
        } catch (IOException e) {
            // The publisher was closed, or its next write says what happened.
        }
    }

    /** Looks at every status line that is there; returns how many bytes of a cut one were kept at the start. */
    private int countRefused(byte[] bytes, int length) {
        int from = 0;
        for (int at = ByteScan.indexOf(STATUS, bytes, from, length);
                at >= 0 && at + ACCEPTED.length <= length;
                at = ByteScan.indexOf(STATUS, bytes, from, length)) {
            if (ByteScan.indexOf(ACCEPTED, bytes, at, at + ACCEPTED.length) < 0) {
                refused.incrementAndGet();
            }
            from = at + ACCEPTED.length;
        }
        int rest = Math.min(length - from, ACCEPTED.length - 1);
        System.arraycopy(bytes, length - rest, bytes, 0, rest);
        return rest;
    }
}
