package io.weir.load.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link SocketLoop}. Holds a few references and, between reads, only the bytes of an unfinished
 * frame, so that ten thousand of them do not disturb the server beside them. Belongs to the loop's thread.
 */
public final class LoopSocket {

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final SocketHandler handler;
    private byte[] unused = NOTHING;
    private @Nullable ByteBuffer unsent;
    private @Nullable SelectionKey key;

    /** Not the channel's own word: that closes by itself when it cannot connect. */
    private boolean closed;

    LoopSocket(SocketChannel channel, SocketHandler handler) {
        this.channel = channel;
        this.handler = handler;
    }

    /** Sends the bytes now, or when the kernel takes them; {@code bytes} is not written to and may be shared. */
    public void write(byte[] bytes) {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        if (unsent != null) {
            unsent = ByteBuffer.allocate(unsent.remaining() + out.remaining())
                    .put(unsent)
                    .put(out)
                    .flip();
            return;
        }
        unsent = out;
        flush();
    }

    /** Closes the connection; the handler hears of it. */
    public void close() {
        close("closed here");
    }

    void onSelected(byte[] shared) {
        SelectionKey selected = key;
        if (selected == null || !selected.isValid()) {
            return;
        }
        try {
            if (selected.isConnectable()) {
                connected(selected);
            }
            if (selected.isValid() && selected.isWritable()) {
                flush();
            }
            if (selected.isValid() && selected.isReadable()) {
                read(shared);
            }
        } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
        }
    }

    void registered(SelectionKey registered) {
        key = registered;
    }

    void close(String reason) {
        SelectionKey registered = key;
        if (registered != null) {
            registered.cancel();
        }
        boolean first = !closed;
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // What matters is that it is closed, and it is.
        }
        if (first) {
            handler.onClosed(reason);
        }
    }

    private void connected(SelectionKey selected) throws IOException {
        channel.finishConnect();
        selected.interestOps(SelectionKey.OP_READ);
        handler.onConnected(this);
    }

    private void flush() {
        ByteBuffer out = unsent;
        SelectionKey registered = key;
        if (out == null || registered == null) {
            return;
        }
        try {
            channel.write(out);
            boolean done = !out.hasRemaining();
            unsent = done ? null : out;
            registered.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
        }
    }

    /** One read for each readiness: the selector tells again when more is there. */
    private void read(byte[] shared) throws IOException {
        int kept = unused.length;
        System.arraycopy(unused, 0, shared, 0, kept);
        int count = channel.read(ByteBuffer.wrap(shared, kept, shared.length - kept));
        if (count < 0) {
            close("closed by the server");
            return;
        }
        int length = kept + count;
        int used = handler.onBytes(this, shared, length);
        if (used == 0 && length == shared.length) {
            close("a frame is larger than " + shared.length + " bytes");
            return;
        }
        unused = used == length ? NOTHING : Arrays.copyOfRange(shared, used, length);
    }
}
