package io.weir.load.subscribe;

/**
 * Splits what a server sends into WebSocket frames (RFC 6455, section 5) without copying them. Servers do not mask.
 */
final class FrameReader {

    private static final int FINAL = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xa;

    private FrameReader() {}

    /** Takes frames; {@code bytes} is only lent. */
    interface Sink {

        void onText(byte[] bytes, int from, int to);

        void onPing(byte[] bytes, int from, int to);

        void onClose(byte[] bytes, int from, int to);

        /** A frame that no server of this sub-protocol sends; nothing after it can be read. */
        void onUnreadable(String why);
    }

    /** Hands over every whole frame in {@code bytes[from, length)} and returns where the first unfinished one begins. */
    static int read(byte[] bytes, int from, int length, Sink sink) {
        int at = from;
        while (length - at >= 2) {
            int header = headerBytes(bytes[at + 1]);
            if (length - at < header) {
                return at;
            }
            long payload = payloadBytes(bytes, at);
            if (length - at - header < payload) {
                return at;
            }
            int start = at + header;
            at = start + (int) payload;
            if (!frame(bytes, start - header, start, at, sink)) {
                return length;
            }
        }
        return at;
    }

    private static boolean frame(byte[] bytes, int head, int from, int to, Sink sink) {
        int first = bytes[head] & 0xff;
        boolean plain = (first & FINAL) != 0 && (bytes[head + 1] & MASKED) == 0;
        switch (plain ? first & OPCODE : -1) {
            case TEXT -> sink.onText(bytes, from, to);
            case PING -> sink.onPing(bytes, from, to);
            case CLOSE -> sink.onClose(bytes, from, to);
            case PONG -> {
                // Nothing waits for it.
            }
            default -> {
                sink.onUnreadable("a frame beginning with 0x%02x 0x%02x".formatted(first, bytes[head + 1]));
                return false;
            }
        }
        return true;
    }

    private static int headerBytes(byte second) {
        return switch (second & LENGTH) {
            case TWO_BYTES -> 4;
            case EIGHT_BYTES -> 10;
            default -> 2;
        };
    }

    private static long payloadBytes(byte[] bytes, int at) {
        int small = bytes[at + 1] & LENGTH;
        if (small < TWO_BYTES) {
            return small;
        }
        return bigEndian(bytes, at + 2, small == TWO_BYTES ? 2 : 8);
    }

    private static long bigEndian(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }
}
