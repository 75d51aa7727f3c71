package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * The subscription did not start.
 *
 * @param errors a JSON array of GraphQL errors as UTF-8 bytes, fit for the client
 */
public record JoinRefused(Buffer errors) implements BusMessage {}
