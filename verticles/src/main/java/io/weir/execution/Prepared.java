package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A request that was understood, or why it was not. */
public sealed interface Prepared {

    /**
     * A request error: nothing ran.
     *
     * @param errors a JSON array of GraphQL errors as UTF-8 bytes
     */
    record Refused(Buffer errors) implements Prepared {}

    /** A query or mutation, ready to run once. */
    non-sealed interface Executable extends Prepared {

        /** Whether running it may change anything. */
        boolean mutation();

        /** Runs it on the caller's context; never fails: what goes wrong is in the response. */
        Future<OperationResponse> execute();
    }

    /**
     * A subscription: its source is this topic.
     *
     * @param provider the provider's name in the configuration
     * @param topic the rendered topic
     */
    record Stream(String provider, String topic) implements Prepared {}
}
