package io.weir.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.internal.buffer.BufferInternal;
import io.weir.transport.SharedPayload;
import org.jspecify.annotations.Nullable;

/**
 * One payload's {@code next} frames. Subscribers of equal operation ids share one encoded frame; for others a small
 * payload is copied behind each head, which is cheaper than a second buffer on the way to the kernel, and a large one
 * is shared behind heads of its own.
 */
final class NextFrames implements SharedPayload.WireForm {

    private static final int LARGE = 4096;

    private final ByteBuf payload;
    private @Nullable OperationId lastId;
    private @Nullable ByteBuf lastFrame;
    private @Nullable ByteBuf tail;

    private NextFrames(SharedPayload payload) {
        this.payload = ((BufferInternal) payload.bytes()).getByteBuf();
    }

    /** The frames of a payload: made by its first subscriber, freed after its last. */
    static NextFrames of(SharedPayload payload) {
        NextFrames frames = payload.form(NextFrames.class);
        if (frames == null) {
            frames = new NextFrames(payload);
            payload.keep(frames);
        }
        return frames;
    }

    /** Writes the frame for one operation, without a flush. */
    void write(OperationId id, Channel channel) {
        if (payload.readableBytes() >= LARGE) {
            channel.write(head(id, channel), channel.voidPromise());
            channel.write(tail(channel).retainedDuplicate(), channel.voidPromise());
        } else {
            channel.write(frame(id, channel).retainedDuplicate(), channel.voidPromise());
        }
    }

    private ByteBuf frame(OperationId id, Channel channel) {
        if (lastFrame != null && lastId != null && lastId.sharesFramesWith(id)) {
            return lastFrame;
        }
        if (lastFrame != null) {
            lastFrame.release();
        }
        int length = length(id);
        ByteBuf frame = channel.alloc().directBuffer(Frames.MAX_HEAD + length);
        Frames.textHead(frame, length);
        frame.writeBytes(id.nextHead());
        writeTail(frame);
        lastFrame = frame;
        lastId = id;
        return frame;
    }

    private ByteBuf head(OperationId id, Channel channel) {
        ByteBuf head = channel.alloc().directBuffer(Frames.MAX_HEAD + id.nextHead().length);
        Frames.textHead(head, length(id));
        return head.writeBytes(id.nextHead());
    }

    private ByteBuf tail(Channel channel) {
        ByteBuf known = tail;
        if (known != null) {
            return known;
        }
        ByteBuf made = channel.alloc().directBuffer(payload.readableBytes() + 1);
        writeTail(made);
        tail = made;
        return made;
    }

    private void writeTail(ByteBuf out) {
        out.writeBytes(payload, payload.readerIndex(), payload.readableBytes()).writeByte('}');
    }

    private int length(OperationId id) {
        return id.nextHead().length + payload.readableBytes() + 1;
    }

    @Override
    public void release() {
        if (lastFrame != null) {
            lastFrame.release();
            lastFrame = null;
        }
        if (tail != null) {
            tail.release();
            tail = null;
        }
    }
}
