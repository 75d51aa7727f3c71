package io.weir.transport.ws;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fragments of text messages in, whole texts out. */
final class MessageAssembler {

    private final int limit;
    private @Nullable ByteArrayOutputStream fragments;

    /** Makes an assembler of messages of up to {@code limit} bytes. */
    MessageAssembler(int limit) {
        this.limit = limit;
    }

    /**
     * Takes one fragment.
     *
     * @return the message, if this was its last fragment
     * @throws CorruptedWebSocketFrameException when the message grows too big, or is not UTF-8
     */
    @Nullable
    String add(byte[] fragment, boolean last) {
        int before = fragments == null ? 0 : fragments.size();
        if (fragment.length > limit - before) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message is at most %d bytes".formatted(limit));
        }
        if (last && fragments == null) {
            return text(fragment);
        }
        if (fragments == null) {
            fragments = new ByteArrayOutputStream(2 * fragment.length);
        }
        fragments.writeBytes(fragment);
        if (!last) {
            return null;
        }
        byte[] whole = fragments.toByteArray();
        fragments = null;
        return text(whole);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA,
                    CloseCode.INVALID_TEXT.close().reason(),
                    e);
        }
    }
}
