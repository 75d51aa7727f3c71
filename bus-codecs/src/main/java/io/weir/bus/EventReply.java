package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * The reply to a {@link RequestEvent}.
 *
 * @param payload the bytes as they came
 * @param status what the responder says of it, in HTTP's numbers; 0 when it says nothing
 */
public record EventReply(Buffer payload, int status) implements BusMessage {}
