package io.weir.transport.http;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;

/**
 * An event as a client sent it.
 *
 * @param attributes what came beside the payload
 * @param payload one JSON value as UTF-8 bytes
 */
record PublishedEvent(EventAttributes attributes, Buffer payload) {}
