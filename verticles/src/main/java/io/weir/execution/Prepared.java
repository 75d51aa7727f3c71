package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.resume.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param responseKey which of the operation's root fields it feeds; null where the operation has one stream
     * @param place how it is resumed; null when its topic is not logged
     */
    record Stream(
            String provider,
            String topic,
            @Nullable String responseKey,
            @Nullable Place place) implements Subscription {

        /** The only stream of its operation, of a topic that is not logged. */
        public Stream(String provider, String topic) {
            this(provider, topic, null, null);
        }
    }

    /**
     * A stream's place in the log.
     *
     * @param id what its event ids are of
     * @param after where the client goes on, as its request's header or extension says; null when they say nothing
     */
    record Place(StreamId id, @Nullable EventCursor after) {}

    /**
     * A subscription to several root fields, or to one that several topics feed: their streams are one for the client.
     *
     * @param roots at least two, in the order of the selection, those of one field by topic
     */
    record Streams(List<Stream> roots) implements Subscription {

        /** Copies the list. */
        public Streams {
            roots = List.copyOf(roots);
        }
    }

    /** A subscription to what happens once: it gives exactly one response. */
    non-sealed interface Awaited extends Subscription {

        /**
         * Begins to wait, on the caller's context.
         *
         * @return gives up; harmless to run twice, or after the response
         */
        Runnable begin(Listener listener);
    }

    /** A subscription to events that must not start before systems show certain writes. */
    non-sealed interface Gated extends Subscription {

        /**
         * Waits, on the caller's context.
         *
         * @return {@link Refused}, or what to subscribe to; never fails
         */
        Future<Prepared> open();
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
