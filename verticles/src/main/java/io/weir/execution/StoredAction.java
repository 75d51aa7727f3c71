package io.weir.execution;

import io.vertx.core.buffer.Buffer;

/**
 * How an action stands.
 *
 * @param body {@code {"id", "state", "acceptedAt", "finishedAt", "data", "errors", "attempts"}} as UTF-8 bytes
 * @param ended whether nothing of it changes by itself any more
 */
public record StoredAction(Buffer body, boolean ended) {}
