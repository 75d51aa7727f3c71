package io.weir.execution;

import io.vertx.core.buffer.Buffer;

/**
 * One GraphQL response.
 *
 * @param body {@code {"data": …, "errors": …}} as UTF-8 bytes
 * @param errors whether it has errors
 */
public record OperationResponse(Buffer body, boolean errors) {}
