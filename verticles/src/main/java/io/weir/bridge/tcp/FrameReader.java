package io.weir.bridge.tcp;

import io.vertx.core.buffer.Buffer;

/**
 * Bytes in as they come, whole frames out: four bytes of length, big endian, then so many bytes. Holds what was received
 * and not more, whatever a length announces. Belongs to one connection.
 */
final class FrameReader {

    private static final int PREFIX = 4;

    private final int maxFrame;
    private Buffer received = Buffer.buffer();
    private int at;

    FrameReader(int maxFrame) {
        this.maxFrame = maxFrame;
    }

    /** Takes the next bytes. */
    void append(Buffer bytes) {
        received = at == received.length()
                ? bytes
                : received.getBuffer(at, received.length()).appendBuffer(bytes);
        at = 0;
    }

    /**
     * Whether a whole frame is there.
     *
     * @throws BadFrameException when the announced length is none, or beyond the limit
     */
    boolean isReady() throws BadFrameException {
        int held = received.length() - at - PREFIX;
        if (held < 0) {
            return false;
        }
        int length = received.getInt(at);
        if (length < 1 || length > maxFrame) {
            throw new BadFrameException(
                    "frame_too_large", "a frame has 1 to %d bytes, not %d".formatted(maxFrame, length & 0xFFFF_FFFFL));
        }
        return held >= length;
    }

    /** The next frame without its length; only when it {@link #isReady}. */
    Buffer take() {
        int from = at + PREFIX;
        at = from + received.getInt(at);
        return received.getBuffer(from, at);
    }
}
