package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * The reply to a {@link RequestEvent}.
 *
 * @param payload the bytes as they came
 */
public record EventReply(Buffer payload) implements BusMessage {}
