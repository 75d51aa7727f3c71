package io.weir.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.weir.transport.socket.ClientChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client sends nothing while no request of it is being answered. Vert.x's own timeout, which
 * this replaces, also ends a connection that waits for a slow answer or whose subscription is quiet.
 */
final class IdleConnection extends IdleStateHandler {

    private int running;
    private boolean answeredSinceIdle;

    private IdleConnection(Duration idle) {
        super(idle.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        if (msg instanceof HttpRequest) {
            running++;
        }
        super.channelRead(ctx, msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) throws Exception {
        if (msg instanceof LastHttpContent && !isInterim(msg)) {
            running--;
            answeredSinceIdle = true;
        }
        super.write(ctx, msg, promise);
    }

    /** An answer that has just gone out gives its client a whole period more for its next request. */
    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent evt) {
        if (running > 0 || hasStreams(ctx)) {
            return;
        }
        if (answeredSinceIdle) {
            answeredSinceIdle = false;
        } else {
            ctx.channel().close();
        }
    }

    /** {@code 100 Continue} is a whole answer to Netty. */
    private static boolean isInterim(Object msg) {
        return msg instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static boolean hasStreams(ChannelHandlerContext ctx) {
        return ctx.pipeline().get(ClientChannel.VERTX_HANDLER) instanceof Http2ConnectionHandler http2
                && http2.connection().numActiveStreams() > 0;
    }

    /**
     * Puts the handler into pipelines.
     *
     * @param idle how long a client may be silent; zero for ever
     */
    record Factory(Duration idle) {

        /** Watches a connection from now on. */
        void watch(HttpConnection connection) {
            Channel channel = ClientChannel.of(connection);
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(ClientChannel.IDLE_HANDLER) != null) {
                pipeline.replace(ClientChannel.IDLE_HANDLER, ClientChannel.IDLE_HANDLER, new IdleConnection(idle));
            }
        }
    }
}
