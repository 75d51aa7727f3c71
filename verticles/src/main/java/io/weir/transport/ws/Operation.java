package io.weir.transport.ws;

/** One operation of a connection, from its {@code subscribe} to whatever ends it. */
sealed interface Operation permits SingleResultOperation, StreamOperation {

    /** The client's name for it. */
    OperationId id();

    /** Ends it without a word to the client; nothing of it may reach the connection any more. */
    void cancel();
}
