package io.weir.transport.ws;

import io.weir.execution.OperationRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client may say. */
sealed interface ClientMessage {

    /** Opens the connection within the socket. */
    record ConnectionInit(Map<String, @Nullable Object> payload) implements ClientMessage {}

    /** Asks for a pong that carries the same payload, if any. */
    record Ping(@Nullable Map<String, @Nullable Object> payload) implements ClientMessage {}

    /** A sign of life, asked for or not. */
    record Pong() implements ClientMessage {}

    /** Starts an operation. */
    record Subscribe(String id, OperationRequest request) implements ClientMessage {}

    /** Ends an operation; unknown ids are those of operations that ended by themselves. */
    record Complete(String id) implements ClientMessage {}
}
