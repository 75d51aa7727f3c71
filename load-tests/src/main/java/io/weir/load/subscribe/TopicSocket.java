package io.weir.load.subscribe;

import io.weir.load.socket.LoopSocket;
import io.weir.load.socket.SocketHandler;
import java.nio.charset.StandardCharsets;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket with many subscriptions, one for each of its topics. They are opened some at a time: behind these it pings, and
 * the pong brings the next ones.
 */
final class TopicSocket implements SocketHandler, FrameReader.Sink {

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int AT_ONCE = 50;

    private final byte[] upgrade;
    private final String query;
    private final PrimitiveIterator.OfInt topics;
    private final Listener listener;
    private boolean upgraded;
    private @Nullable LoopSocket socket;

    /** What it tells. */
    interface Listener {

        /** Every subscription was sent, and the server has read them. */
        void onSent();

        void onEvent(int topic, long sequence);

        void onFailure(String reason);
    }

    /**
     * Makes one that speaks once it is connected.
     *
     * @param query what is subscribed to, with the variable {@code sensor}
     * @param topics what it asks for
     */
    TopicSocket(byte[] upgrade, String query, PrimitiveIterator.OfInt topics, Listener listener) {
        this.upgrade = upgrade;
        this.query = query;
        this.topics = topics;
        this.listener = listener;
    }

    @Override
    public void onConnected(LoopSocket connected) {
        socket = connected;
        connected.write(upgrade);
    }

    @Override
    public int onBytes(LoopSocket from, byte[] bytes, int length) {
        if (upgraded) {
            return FrameReader.read(bytes, 0, length, this);
        }
        int end = ByteScan.indexOf(HEAD_END, bytes, 0, length);
        if (end < 0) {
            return 0;
        }
        upgraded = true;
        send(Protocol.INIT);
        send(Protocol.PING);
        return FrameReader.read(bytes, end + HEAD_END.length, length, this);
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        long sequence = ByteScan.sequence(bytes, from, to);
        if (sequence != ByteScan.ABSENT) {
            listener.onEvent((int) ByteScan.id(bytes, from, to), sequence);
        } else if (has(Protocol.PONG_MARK, bytes, from, to)) {
            next();
        } else if (has(Protocol.PING_MARK, bytes, from, to)) {
            send(Protocol.PONG);
        } else if (!has(Protocol.ACK_MARK, bytes, from, to)) {
            listener.onFailure(new String(bytes, from, Math.min(to - from, 300), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        send(ClientFrame.pong(bytes, from, to));
    }

    @Override
    public void onClose(byte[] bytes, int from, int to) {
        listener.onFailure("the server closed");
    }

    @Override
    public void onUnreadable(String why) {
        listener.onFailure(why);
    }

    @Override
    public void onClosed(String reason) {
        listener.onFailure(reason);
    }

    private void next() {
        if (!topics.hasNext()) {
            listener.onSent();
            return;
        }
        for (int i = 0; i < AT_ONCE && topics.hasNext(); i++) {
            send(Protocol.subscribe(topics.nextInt(), query));
        }
        send(Protocol.PING);
    }

    private void send(byte[] frame) {
        if (socket != null) {
            socket.write(frame);
        }
    }

    private static boolean has(byte[] mark, byte[] bytes, int from, int to) {
        return ByteScan.indexOf(mark, bytes, from, to) >= 0;
    }
}
