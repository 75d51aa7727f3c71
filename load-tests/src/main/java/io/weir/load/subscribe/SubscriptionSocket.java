package io.weir.load.subscribe;

import io.weir.load.socket.LoopSocket;
import io.weir.load.socket.SocketHandler;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber: a WebSocket with one subscription.
 *
 * <pre>
 * UPGRADING ──101──▶ INITIALISING ──ack──▶ SUBSCRIBING ──pong──▶ LIVE ──▶ (closed)
 * </pre>
 *
 * It pings behind the subscribe: the pong says that the subscription is live.
 */
final class SubscriptionSocket implements SocketHandler, FrameReader.Sink {

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SWITCHED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);

    private final int number;
    private final byte[] upgrade;
    private final byte[] subscribe;
    private final Listener listener;
    private State state = State.UPGRADING;
    private @Nullable LoopSocket socket;

    private enum State {
        UPGRADING,
        INITIALISING,
        SUBSCRIBING,
        LIVE
    }

    /** What a subscriber tells; {@code number} is its own. */
    interface Listener {

        void onLive(int number);

        void onEvent(int number, long sequence);

        /** Anything that should not be: an error message, a close, a refused handshake. */
        void onFailure(int number, String reason);
    }

    /**
     * Makes a subscriber that speaks once it is connected.
     *
     * @param upgrade the handshake, see {@link Protocol#upgrade}
     * @param subscribe the frame that subscribes, see {@link Protocol#subscribe}
     */
    SubscriptionSocket(int number, byte[] upgrade, byte[] subscribe, Listener listener) {
        this.number = number;
        this.upgrade = upgrade;
        this.subscribe = subscribe;
        this.listener = listener;
    }

    @Override
    public void onConnected(LoopSocket connected) {
        socket = connected;
        connected.write(upgrade);
    }

    @Override
    public int onBytes(LoopSocket from, byte[] bytes, int length) {
        if (state != State.UPGRADING) {
            return FrameReader.read(bytes, 0, length, this);
        }
        int end = ByteScan.indexOf(HEAD_END, bytes, 0, length);
        if (end < 0) {
            return 0;
        }
        if (ByteScan.indexOf(SWITCHED, bytes, 0, SWITCHED.length) != 0) {
            fail("the handshake was refused: " + text(bytes, 0, end));
            return length;
        }
        state = State.INITIALISING;
        send(Protocol.INIT);
        return FrameReader.read(bytes, end + HEAD_END.length, length, this);
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        long sequence = ByteScan.sequence(bytes, from, to);
        if (sequence != ByteScan.ABSENT) {
            listener.onEvent(number, sequence);
        } else if (has(Protocol.PING_MARK, bytes, from, to)) {
            send(Protocol.PONG);
        } else if (state == State.INITIALISING && has(Protocol.ACK_MARK, bytes, from, to)) {
            state = State.SUBSCRIBING;
            send(subscribe);
            send(Protocol.PING);
        } else if (state == State.SUBSCRIBING && has(Protocol.PONG_MARK, bytes, from, to)) {
            state = State.LIVE;
            listener.onLive(number);
        } else {
            fail("not expected while " + state + ": " + text(bytes, from, to));
        }
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        send(ClientFrame.pong(bytes, from, to));
    }

    @Override
    public void onClose(byte[] bytes, int from, int to) {
        int code = to - from < 2 ? 1005 : (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
        fail("the server closed with " + code + " " + text(bytes, Math.min(from + 2, to), to));
    }

    @Override
    public void onUnreadable(String why) {
        fail(why);
    }

    @Override
    public void onClosed(String reason) {
        listener.onFailure(number, reason);
    }

    private void fail(String reason) {
        listener.onFailure(number, reason);
    }

    private void send(byte[] frame) {
        if (socket != null) {
            socket.write(frame);
        }
    }

    private static boolean has(byte[] mark, byte[] bytes, int from, int to) {
        return ByteScan.indexOf(mark, bytes, from, to) >= 0;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, 300), StandardCharsets.UTF_8);
    }
}
