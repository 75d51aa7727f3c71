package io.weir.streams;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, section 7.1), read no further than it is asked for. */
final class ChunkedBody extends InputStream {

    private final InputStream in;
    private int left;
    private boolean first = true;

    /** @param in stands behind the response's head */
    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            left = chunk();
        }
        if (left == 0) {
            return -1;
        }
        int count = in.read(into, offset, Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection ended within a chunk");
        }
        left -= count;
        return count;
    }

    /** The size of the next chunk; 0 is the end. */
    private int chunk() throws IOException {
        if (!first) {
            line(in);
        }
        first = false;
        return Integer.parseInt(line(in), 16);
    }

    /** A line without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }
}
