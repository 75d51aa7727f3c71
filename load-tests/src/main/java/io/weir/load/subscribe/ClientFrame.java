package io.weir.load.subscribe;

import java.nio.charset.StandardCharsets;

/** WebSocket frames that a client sends, made once and shared by all connections. */
final class ClientFrame {

    private static final int TEXT = 0x81;
    private static final int PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int MASK_BYTES = 4;

    private ClientFrame() {}

    /** A whole text frame. */
    static byte[] text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return frame(TEXT, payload, 0, payload.length);
    }

    /** The answer to a ping with this payload. */
    static byte[] pong(byte[] bytes, int from, int to) {
        return frame(PONG, bytes, from, to - from);
    }

    /** Masked with zeros, which leaves the payload as it is: masking guards proxies, and there are none here. */
    private static byte[] frame(int first, byte[] bytes, int from, int length) {
        if (length > 0xffff) {
            throw new IllegalArgumentException("a client frame of " + length + " bytes");
        }
        boolean small = length < TWO_BYTES;
        int header = (small ? 2 : 4) + MASK_BYTES;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) first;
        frame[1] = (byte) (MASKED | (small ? length : TWO_BYTES));
        if (!small) {
            frame[2] = (byte) (length >> 8);
            frame[3] = (byte) length;
        }
        System.arraycopy(bytes, from, frame, header, length);
        return frame;
    }
}
