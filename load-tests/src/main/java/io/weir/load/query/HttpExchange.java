package io.weir.load.query;

import io.weir.load.socket.LoopSocket;
import io.weir.load.socket.SocketHandler;
import io.weir.load.subscribe.ByteScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection in a closed loop: the next request leaves when the last answer is there. */
final class HttpExchange implements SocketHandler {

    private static final byte[] HEAD_END = bytes("\r\n\r\n");
    private static final byte[] LENGTH = bytes("content-length: ");
    private static final int LOWER_CASE = 0x20;

    private final byte[] status;
    private final byte[] beginning;
    private final Supplier<byte @Nullable []> requests;
    private final Listener listener;
    private long sentNanos;
    private boolean finished;

    /** What a connection tells. */
    interface Listener {

        /** A right answer, so many nanoseconds after the request. */
        void onAnswer(long nanos);

        /** There was nothing more to ask. */
        void onEnd();

        /** Something else; the connection is at its end. */
        void onFailure(String reason);
    }

    /**
     * Asks as soon as it is connected.
     *
     * @param status the HTTP status of every right answer
     * @param beginning what the body of every right answer begins with, in ASCII
     * @param requests gives the next request, good until its answer is there; null ends the connection
     */
    HttpExchange(int status, String beginning, Supplier<byte @Nullable []> requests, Listener listener) {
        this.status = bytes("HTTP/1.1 " + status);
        this.beginning = bytes(beginning);
        this.requests = requests;
        this.listener = listener;
    }

    @Override
    public void onConnected(LoopSocket socket) {
        send(socket);
    }

    @Override
    public int onBytes(LoopSocket socket, byte[] bytes, int length) {
        int head = ByteScan.indexOf(HEAD_END, bytes, 0, length);
        if (head < 0) {
            return 0;
        }
        int body = head + HEAD_END.length;
        int contentLength = contentLength(bytes, head);
        if (contentLength < 0) {
            fail(socket, "an answer without content-length: " + text(bytes, length));
            return length;
        }
        if (length - body < contentLength) {
            return 0;
        }
        boolean right =
                ByteScan.indexOf(status, bytes, 0, status.length) == 0 && begins(bytes, body, body + contentLength);
        if (!right) {
            fail(socket, "not the answer: " + text(bytes, length));
        } else {
            listener.onAnswer(System.nanoTime() - sentNanos);
            send(socket);
        }
        return body + contentLength;
    }

    @Override
    public void onClosed(String reason) {
        if (!finished) {
            listener.onFailure(reason);
        }
    }

    private boolean begins(byte[] bytes, int body, int end) {
        int to = body + beginning.length;
        return to <= end && Arrays.equals(bytes, body, to, beginning, 0, beginning.length);
    }

    private void send(LoopSocket socket) {
        byte[] request = requests.get();
        if (request == null) {
            finished = true;
            listener.onEnd();
            socket.close();
            return;
        }
        sentNanos = System.nanoTime();
        socket.write(request);
    }

    private void fail(LoopSocket socket, String reason) {
        finished = true;
        listener.onFailure(reason);
        socket.close();
    }

    /** Header names are the same in any case; the value here is digits. */
    private static int contentLength(byte[] bytes, int head) {
        for (int at = 0; at + LENGTH.length < head; at++) {
            if (names(bytes, at)) {
                return digits(bytes, at + LENGTH.length, head);
            }
        }
        return -1;
    }

    private static boolean names(byte[] bytes, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[at + i] | LOWER_CASE) != (LENGTH[i] | LOWER_CASE)) {
                return false;
            }
        }
        return true;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, Math.min(length, 500), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
