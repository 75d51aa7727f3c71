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
import io.weir.transport.SharedPayload;
import org.jspecify.annotations.Nullable;

/**
 * The slim path: the last handler of a pipeline in which nothing is left but Netty's frame decoder and this. It writes
 * encoded frames, never one flush for each, and costs a tenth of what Vert.x's own WebSocket keeps for a connection.
 */
final class SlimSocket extends ChannelInboundHandlerAdapter implements FrameSink, Runnable {

    private final Channel channel;
    private final TickFlush flush;
    private final long writeBuffer;
    private final MessageAssembler assembler;
    private final Connection connection;
    private boolean unflushed;
    private boolean closing;

    /**
     * Makes the handler, and its connection.
     *
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
        write(Frames.text(channel.alloc(), message));
        return hasRoom();
    }

    @Override
    public boolean writeNext(OperationId id, SharedPayload payload) {
        NextFrames.of(payload).write(id, channel);
        flushAtEndOfTick();
        return hasRoom();
    }

    @Override
    public void close(Close close) {
        closing = true;
        write(Frames.close(channel.alloc(), close));
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
            write(Frames.pong(channel.alloc(), frame.content()));
        } else if (frame instanceof PongWebSocketFrame) {
            connection.onAlive();
        } else if (frame instanceof BinaryWebSocketFrame) {
            connection.close(CloseCode.UNSUPPORTED_DATA.close());
        } else {
            onText(assembler.add(ByteBufUtil.getBytes(frame.content()), frame.isFinalFragment()));
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
            closing = true;
            int code = frame.statusCode() < 0 ? CloseCode.NORMAL.code() : frame.statusCode();
            write(Frames.close(channel.alloc(), new Close(code, "")));
        }
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

    private void write(ByteBuf frame) {
        channel.write(frame, channel.voidPromise());
        flushAtEndOfTick();
    }

    private void flushAtEndOfTick() {
        if (!unflushed) {
            unflushed = true;
            flush.atEndOfTick(this);
        }
    }

    /** The flush at the end of the tick. */
    @Override
    public void run() {
        unflushed = false;
        channel.flush();
    }

    /** What a client has not read does not count before the kernel was asked to take it. */
    private boolean hasRoom() {
        if (waiting() <= writeBuffer) {
            return true;
        }
        channel.flush();
        return waiting() <= writeBuffer;
    }

    private long waiting() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }
}
