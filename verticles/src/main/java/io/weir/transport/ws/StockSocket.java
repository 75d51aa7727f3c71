package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.socket.ClientChannel;
import io.weir.transport.socket.Unread;

/**
 * The stock path, {@code http.websocket.slim: false}: the same protocol over Vert.x's own WebSocket, which answers
 * pings and close frames itself, flushes each frame outside of a read, and drops frames of a client that did not wait
 * for the answer to its handshake (as RFC 6455, 4.1 tells it to).
 */
final class StockSocket implements FrameSink {

    private final ServerWebSocket socket;
    private final ChannelHandlerContext context;
    private final long writeBuffer;
    private final MessageAssembler assembler;
    private final Connection connection;
    private final Unread unread;

    /**
     * Takes over a socket.
     *
     * @param writeBuffer bytes that may wait for the client
     */
    StockSocket(ServerWebSocket socket, long writeBuffer, ConnectionScope scope) {
        this.socket = socket;
        this.context = ((WebSocketInternal) socket).channelHandlerContext();
        this.writeBuffer = writeBuffer;
        this.assembler = new MessageAssembler(scope.config().message());
        this.connection = new Connection(scope, this);
        this.unread = new Unread(writeBuffer, connection::onDrained);
        if (context.pipeline().get(ClientChannel.IDLE_HANDLER) != null) {
            context.pipeline().remove(ClientChannel.IDLE_HANDLER);
        }
        socket.frameHandler(this::onFrame);
        socket.exceptionHandler(this::onFault);
        socket.closeHandler(v -> connection.onGone());
    }

    Connection connection() {
        return connection;
    }

    @Override
    public boolean write(Buffer message) {
        return write(message.toString(UTF_8), message.length());
    }

    @Override
    public boolean writeNext(OperationId id, SharedPayload payload) {
        NextText text = payload.form(
                NextText.class, () -> new NextText(payload.bytesWithId().toString(UTF_8) + '}'));
        byte[] head = id.nextHead();
        return write(
                new String(head, UTF_8) + text.tail,
                head.length + payload.bytesWithId().length() + 1);
    }

    private boolean write(String text, int bytes) {
        unread.add(bytes);
        socket.writeTextMessage(text).onComplete(written -> unread.remove(bytes));
        return unread.bytes() <= writeBuffer;
    }

    @Override
    public boolean full() {
        return unread.full();
    }

    @Override
    public void close(Close close) {
        socket.close((short) close.code(), close.reason());
    }

    @Override
    public void abort() {
        context.close();
    }

    private void onFrame(WebSocketFrame frame) {
        try {
            onFrameUnchecked(frame);
        } catch (CorruptedWebSocketFrameException e) {
            connection.close(CloseCode.of(e));
        }
    }

    private void onFrameUnchecked(WebSocketFrame frame) {
        connection.onAlive();
        switch (frame.type()) {
            case CLOSE -> connection.onCloseFrame();
            case BINARY -> connection.close(CloseCode.UNSUPPORTED_DATA.close());
            case TEXT, CONTINUATION -> {
                String whole = assembler.add(frame.binaryData().getBytes(), frame.isFinal());
                if (whole != null) {
                    connection.onText(whole);
                }
            }
            case PING, PONG -> {}
        }
    }

    /** Vert.x drops the socket after this: what is to be said leaves now. */
    private void onFault(Throwable fault) {
        if (fault instanceof CorruptedWebSocketFrameException corrupted) {
            connection.close(CloseCode.of(corrupted));
            context.flush();
        }
    }

    /** A payload's text, from behind the head to the end of the frame. */
    private record NextText(String tail) implements SharedPayload.WireForm {}
}
