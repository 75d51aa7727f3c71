package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One response of a resumable stream, with its place in it. Part of messages; not one itself.
 *
 * @param position of the event that it came of
 * @param id the event's own id, where the field names one; null elsewhere, or when the event has none
 * @param payload one GraphQL response as UTF-8 bytes
 */
public record StreamResult(long position, @Nullable String id, Buffer payload) {}
