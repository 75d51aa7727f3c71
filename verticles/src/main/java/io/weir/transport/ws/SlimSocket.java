package io.weir.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.weir.transport.fanout.SharedPayload;
import org.jspecify.annotations.Nullable;

/**
 * The slim path: the last handler of a pipeline in which nothing is left but Netty's frame decoder and this. It gathers
 * the encoded frames of a tick in one buffer and flushes once, and costs a fifth of what Vert.x's own WebSocket keeps
 * for a connection.
 */
final class SlimSocket extends ChannelInboundHandlerAdapter implements FrameSink, Runnable {

    /** A frame is at most this much longer than its payload: the head, or the code of a close frame with it. */
    private static final int MAX_HEAD = 10;

    private final Channel channel;
    private final TickFlush flush;
    private final long writeBuffer;
    private final MessageAssembler assembler;
    private final Connection connection;
    /** The frames of this tick. */
    private @Nullable ByteBuf gathered;

    private boolean unflushed;
    private boolean closing;

    /**
     * Makes the handler, and its connection.
     *
     * @param channel whose water marks say when the socket is {@linkplain #full() full}, and when it is not any more
     * @param writeBuffer bytes that may wait for the client
     */
    SlimSocket(Channel channel, TickFlush flush, long writeBuffer, ConnectionScope scope) {
        this.channel = channel;
        this.flush = flush;
        this.writeBuffer = writeBuffer;
        this.assembler = new MessageAssembler(scope.config().message());
        this.connection = new Connection(scope, this);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public boolean write(Buffer message) {
        ByteBuf out = gathering(message.length());
        Frames.text(out, message.length());
        out.writeBytes(((BufferInternal) message).getByteBuf());
        return wrote(message.length());
    }

    @Override
    public boolean writeNext(OperationId id, SharedPayload payload) {
        byte[] head = id.nextHead();
        int size = payload.bytesWithId().length();
        boolean large = size >= SharedTail.LARGE;
        ByteBuf out = gathering(head.length + (large ? 0 : size + 1));
        Frames.text(out, head.length + size + 1);
        out.writeBytes(head);
        if (large) {
            passOn();
            channel.write(SharedTail.of(payload, channel.alloc()), channel.voidPromise());
        } else {
            SharedTail.write(payload, out);
        }
        return wrote(head.length + size);
    }

    /** A client that reads gets the frames of this tick before it is judged by them. */
    @Override
    public boolean full() {
        if (gathered != null && waiting() > channel.config().getWriteBufferHighWaterMark()) {
            passOn();
            channel.flush();
        }
        return !channel.isWritable();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            connection.onDrained();
        }
    }

    @Override
    public void close(Close close) {
        closing = true;
        Frames.close(gathering(close.reason().length()), close);
        wrote(close.reason().length());
    }

    @Override
    public void abort() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                onFrame(frame);
            }
        } catch (CorruptedWebSocketFrameException e) {
            connection.close(CloseCode.of(e));
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onFrame(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            onClose(close);
        } else if (closing) {
            return;
        } else if (frame instanceof PingWebSocketFrame) {
            connection.onAlive();
            answer(frame.content());
        } else if (frame instanceof PongWebSocketFrame) {
            connection.onAlive();
        } else if (frame instanceof BinaryWebSocketFrame) {
            connection.close(CloseCode.UNSUPPORTED_DATA.close());
        } else {
            onText(assembler.add(ByteBufUtil.getBytes(frame.content()), frame.isFinalFragment()));
        }
    }

    private void answer(ByteBuf ping) {
        int size = ping.readableBytes();
        Frames.pong(gathering(size), ping);
        if (!wrote(size)) {
            connection.onSlow();
        }
    }

    private void onText(@Nullable String whole) {
        if (whole == null) {
            connection.onAlive();
        } else {
            connection.onText(whole);
        }
    }

    /** Answers a close frame with the same code, unless it is itself the answer; then the socket may go. */
    private void onClose(CloseWebSocketFrame frame) {
        connection.onCloseFrame();
        if (!closing) {
            int code = frame.statusCode() < 0 ? CloseCode.NORMAL.code() : frame.statusCode();
            close(new Close(code, ""));
        }
        passOn();
        channel.flush();
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException fault) {
            connection.close(CloseCode.of(fault));
        } else {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.onGone();
    }

    /** Where a frame of about {@code size} bytes goes: behind those that this tick has for the client already. */
    private ByteBuf gathering(int size) {
        ByteBuf known = gathered;
        if (known != null) {
            return known;
        }
        ByteBuf made = channel.alloc().directBuffer(MAX_HEAD + size);
        gathered = made;
        return made;
    }

    /** What a client has not read does not count before the kernel was asked to take it. */
    private boolean wrote(int bytes) {
        if (!unflushed) {
            unflushed = true;
            flush.atEndOfTick(this);
        }
        flush.gathered(bytes);
        if (waiting() <= writeBuffer) {
            return true;
        }
        passOn();
        channel.flush();
        return waiting() <= writeBuffer;
    }

    /** The flush at the end of the tick. */
    @Override
    public void run() {
        unflushed = false;
        passOn();
        channel.flush();
    }

    private void passOn() {
        if (gathered != null) {
            channel.write(gathered, channel.voidPromise());
            gathered = null;
        }
    }

    private long waiting() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        long passedOn = outbound == null ? 0 : outbound.totalPendingWriteBytes();
        return passedOn + (gathered == null ? 0 : gathered.readableBytes());
    }
}
