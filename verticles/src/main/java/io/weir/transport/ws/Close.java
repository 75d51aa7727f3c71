package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a close frame says.
 *
 * @param code a close code
 * @param reason why; cut to the 123 bytes of UTF-8 that a close frame has room for
 */
record Close(int code, String reason) {

    private static final int MAX_REASON_BYTES = 123;

    Close {
        reason = cut(reason);
    }

    private static String cut(String text) {
        int end = Math.min(text.length(), MAX_REASON_BYTES);
        while (text.substring(0, end).getBytes(UTF_8).length > MAX_REASON_BYTES) {
            end--;
        }
        boolean splitsPair = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }
}
