package io.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;

/** A node has closed a WebSocket (RFC 6455, section 5.5.1). */
public final class ClosedByNode extends EOFException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param payload of the close frame */
    ClosedByNode(byte[] payload) {
        this(
                payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff,
                new String(payload, Math.min(2, payload.length), Math.max(0, payload.length - 2), UTF_8));
    }

    private ClosedByNode(int code, String reason) {
        super("closed: " + code + ' ' + reason);
        this.code = code;
    }

    /** Why; 1005 is no reason given. */
    public int code() {
        return code;
    }
}
