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

    /** A subscription. */
    sealed interface Subscription extends Prepared {}

    /**
     * A subscription to events: its source is this topic.
     *
     * @param provider the provider's name in the configuration
     * @param topic the rendered topic
     */
    record Stream(String provider, String topic) implements Subscription {}

    /** A subscription to what happens once: it gives exactly one response. */
    non-sealed interface Awaited extends Subscription {

        /**
         * Begins to wait, on the caller's context.
         *
         * @return gives up; harmless to run twice, or after the response
         */
        Runnable begin(Listener listener);
    }

    /** Who waits: told on the context on which it began, and never after it gave up. */
    interface Listener {

        /** The wait has begun: the response will come. */
        void onLive();

        /** It did not begin; {@code errors} is a JSON array of GraphQL errors. Nothing follows. */
        void onRefused(Buffer errors);

        /** The one response. Nothing follows. */
        void onResponse(Buffer response);
    }
}
