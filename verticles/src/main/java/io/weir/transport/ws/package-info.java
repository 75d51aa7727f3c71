/**
 * WebSocket frames in, operations out; results in, WebSocket frames out: the sub-protocol graphql-transport-ws.
 *
 * <p>{@link io.weir.transport.ws.WebSocketEndpoint} takes an HTTP upgrade; {@link io.weir.transport.ws.Connection} is
 * the protocol without a socket; {@link io.weir.transport.ws.SlimSocket} and {@link io.weir.transport.ws.StockSocket}
 * are the two ways to the wire.
 */
@NullMarked
package io.weir.transport.ws;

import org.jspecify.annotations.NullMarked;
