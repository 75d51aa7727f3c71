package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.VertxHandler;
import io.weir.transport.socket.ClientChannel;
import java.util.List;
import java.util.function.Function;

/**
 * Turns an HTTP connection of Vert.x into a slim WebSocket: the pipeline keeps its TLS handler, if any, and gets a
 * frame decoder and a {@link SlimSocket}; Vert.x's connection and all HTTP handlers go and are garbage.
 *
 * <p>Not by {@link HttpServerRequest#toNetSocket()}: bytes that came in one segment with the request would reach the
 * HTTP connection's queue after it has been replaced, and be lost. Here the frame decoder stands right behind the HTTP
 * decoder when that one is taken out, and gets what it had not consumed.
 */
final class SlimUpgrade {

    private static final List<Class<? extends ChannelHandler>> HTTP_HANDLERS = List.of(
            WebSocketServerExtensionHandler.class,
            HttpContentCompressor.class,
            HttpContentDecompressor.class,
            ChunkedWriteHandler.class,
            IdleStateHandler.class,
            HttpResponseEncoder.class,
            VertxHandler.class);
    private static final String FRAMES = "frames";
    private static final String SOCKET = "socket";

    private final WebSocketDecoderConfig decoding;

    /** Makes upgrades to sockets with messages of up to {@code maxMessage} bytes. */
    SlimUpgrade(int maxMessage) {
        this.decoding = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxMessage)
                .allowExtensions(false)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    /**
     * Upgrades a request that {@link Handshake} found to be in order. Called on the connection's event loop, while the
     * request's handler runs.
     *
     * @param socketOf makes the socket, before any frame is read and after the response is under way
     */
    void upgrade(HttpServerRequest request, boolean subProtocol, Function<Channel, ChannelHandler> socketOf) {
        Channel channel = ClientChannel.of(request.connection());
        ChannelPipeline pipeline = channel.pipeline();
        for (Class<? extends ChannelHandler> type : HTTP_HANDLERS) {
            if (pipeline.get(type) != null) {
                pipeline.remove(type);
            }
        }
        String decoder = pipeline.context(HttpRequestDecoder.class).name();
        pipeline.addAfter(decoder, FRAMES, new WebSocket13FrameDecoder(decoding));
        channel.writeAndFlush(response(channel, request, subProtocol), channel.voidPromise());
        pipeline.addAfter(FRAMES, SOCKET, socketOf.apply(channel));
        pipeline.remove(decoder);
    }

    private static Object response(Channel channel, HttpServerRequest request, boolean subProtocol) {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Handshake.acceptOf(request) + "\r\n"
                + (subProtocol ? "Sec-WebSocket-Protocol: " + Handshake.SUB_PROTOCOL + "\r\n" : "")
                + "\r\n";
        return channel.alloc().directBuffer(head.length()).writeBytes(head.getBytes(US_ASCII));
    }
}
