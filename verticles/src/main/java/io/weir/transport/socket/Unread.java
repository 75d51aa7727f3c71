package io.weir.transport.socket;

import io.netty.channel.WriteBufferWaterMark;

/**
 * The bytes that were written for a client and have not left yet. Full is a quarter of what may wait for a client before
 * it is cut off: there, streams that the client can read again later stop, and go on when half of that has left. Belongs
 * to one event loop.
 */
public final class Unread {

    private static final int FULL_SHARE = 4;

    private final WriteBufferWaterMark marks;
    private final Runnable drained;
    private long bytes;
    private boolean full;

    /**
     * Nothing yet.
     *
     * @param writeBuffer the bytes at which a client is cut off
     * @param drained told when a client that was full has read
     */
    public Unread(long writeBuffer, Runnable drained) {
        this.marks = marks(writeBuffer);
        this.drained = drained;
    }

    /** When a client is full, and when it is not any more, as Netty counts. */
    public static WriteBufferWaterMark marks(long writeBuffer) {
        int high = Math.toIntExact(Math.max(1, writeBuffer / FULL_SHARE));
        return new WriteBufferWaterMark(high / 2, high);
    }

    /** More was written. */
    public void add(int written) {
        bytes += written;
    }

    /** Something has left, or never will. */
    public void remove(int gone) {
        bytes -= gone;
        if (full && bytes <= marks.low()) {
            full = false;
            drained.run();
        }
    }

    /** How much there is. */
    public long bytes() {
        return bytes;
    }

    /** Whether the client would be full with this much more. */
    public boolean fullWith(int more) {
        return bytes + more > marks.high();
    }

    /** Whether the client is full; {@code drained} is run when it is not any more. */
    public boolean full() {
        full |= fullWith(0);
        return full;
    }
}
