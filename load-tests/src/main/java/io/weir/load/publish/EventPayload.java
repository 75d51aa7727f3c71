package io.weir.load.publish;

import java.nio.charset.StandardCharsets;

/** The JSON of an event, of a fixed size: only its numbers are written anew. */
public final class EventPayload {

    private static final int DIGITS = 10;
    private static final int FIRST = 1_000_000_000;
    private static final String HEAD = "{\"__typename\":\"Reading\",\"seq\":";
    private static final String TAIL = ",\"unit\":\"ms\",\"text\":\"";

    private final byte[] bytes;

    /** Makes an event of {@code size} bytes. */
    public EventPayload(int size) {
        int padding = size - HEAD.length() - DIGITS - TAIL.length() - 2;
        if (padding < 0) {
            throw new IllegalArgumentException("an event of " + size + " bytes is too small");
        }
        String text = HEAD + FIRST + TAIL + "x".repeat(padding) + "\"}";
        bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The first sequence number: a GraphQL {@code Int}, and the numbers after it keep its width. */
    public static int firstSequence() {
        return FIRST;
    }

    /** The event's bytes, good until the next call. */
    public byte[] with(long sequence) {
        long rest = sequence;
        for (int at = HEAD.length() + DIGITS - 1; at >= HEAD.length(); at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return bytes;
    }
}
