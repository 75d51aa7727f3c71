package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The mutation that began an action, as the client sent it: what {@code GET /actions/{id}} completes the result by.
 *
 * @param query the document's text
 * @param operationName which operation of it, when it has several
 * @param variables raw variables, one JSON object as UTF-8 bytes
 * @param responseKey the response key of the action's field
 */
public record ActionOperation(String query, @Nullable String operationName, Buffer variables, String responseKey) {}
