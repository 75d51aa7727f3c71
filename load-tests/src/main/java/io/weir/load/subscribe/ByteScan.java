package io.weir.load.subscribe;

import java.nio.charset.StandardCharsets;

/** Finds things in JSON bytes without parsing them. */
public final class ByteScan {

    /** What no text holds. */
    public static final long ABSENT = -1;

    private static final byte[] SEQUENCE = "\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);

    private ByteScan() {}

    /** The number behind the first {@code "seq":} in {@code bytes[from, to)}, or {@link #ABSENT}. */
    public static long sequence(byte[] bytes, int from, int to) {
        return number(SEQUENCE, bytes, from, to);
    }

    /** The number behind the first {@code "id":"} in {@code bytes[from, to)}, or {@link #ABSENT}. */
    public static long id(byte[] bytes, int from, int to) {
        return number(ID, bytes, from, to);
    }

    private static long number(byte[] mark, byte[] bytes, int from, int to) {
        int at = indexOf(mark, bytes, from, to);
        if (at < 0) {
            return ABSENT;
        }
        long value = ABSENT;
        for (int i = at + mark.length; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = (value == ABSENT ? 0 : value) * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** Where {@code wanted} begins in {@code bytes[from, to)}, or -1. */
    public static int indexOf(byte[] wanted, byte[] bytes, int from, int to) {
        int last = to - wanted.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == wanted[0] && matches(wanted, bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] wanted, byte[] bytes, int at) {
        for (int i = 1; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
