package io.weir.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.internal.buffer.BufferInternal;
import io.weir.transport.fanout.SharedPayload;

/**
 * What the {@code next} frames of one payload have in common: all behind the head with the operation's id. One direct
 * buffer for all subscribers, for payloads that are too large to be copied to each.
 */
final class SharedTail implements SharedPayload.WireForm {

    /** Payloads from this many bytes on are shared; below, a copy is cheaper than one more buffer on the way out. */
    static final int LARGE = 4096;

    private final ByteBuf bytes;

    private SharedTail(ByteBuf bytes) {
        this.bytes = bytes;
    }

    /** The tail of a payload's frames, to be written once by the caller. */
    static ByteBuf of(SharedPayload payload, ByteBufAllocator allocator) {
        return payload.form(SharedTail.class, () -> made(payload, allocator))
                .bytes
                .retainedDuplicate();
    }

    private static SharedTail made(SharedPayload payload, ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(payload.bytesWithId().length() + 1);
        write(payload, bytes);
        return new SharedTail(bytes);
    }

    /** Copies the tail of a payload's frames. */
    static void write(SharedPayload payload, ByteBuf out) {
        out.writeBytes(((BufferInternal) payload.bytesWithId()).getByteBuf()).writeByte('}');
    }

    @Override
    public void release() {
        bytes.release();
    }
}
