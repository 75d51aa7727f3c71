package io.weir.log.ledger;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log in the store, which nodes share. Every method fails with {@link io.weir.store.StoreException} when the store
 * does not answer in its time limits. Thread-safe.
 */
public interface LogLedger {

    /** Where the log ends. */
    Future<Head> head();

    /**
     * The last event of some topics.
     *
     * @param topics without patterns
     */
    Future<Last> last(List<TopicName> topics);

    /**
     * Looks for the last event whose topic fits, from the end down to a position, and not for longer than it takes to pass so
     * many events.
     *
     * @param patterns of topics
     * @param after down to this position; it is not looked at
     * @param below from below this position; null for the end of the log
     */
    Future<Stretch> lastOf(List<TopicName> patterns, long after, @Nullable Long below, int limit);

    /**
     * Stores events in this order, all or none.
     *
     * @param writer whose batches these are, one after another
     * @param batch grows with every batch of the writer; the same again when it is not known what became of it
     */
    Future<Appended> append(UUID writer, long batch, List<NewEvent> events);

    /**
     * Moves events of models to the log, the oldest first, all or none.
     *
     * @param limit how many at most
     * @param bytes and about how much of them
     */
    Future<Moved> moveModels(int limit, long bytes);

    /** The events of one topic behind a position: so many at most, and about a megabyte of them. */
    Future<Page> read(String provider, String topic, long after, int limit);

    /** The events of all topics behind a position: so many at most, and about a megabyte of them. */
    Future<Page> readAll(long after, int limit);

    /**
     * The events with an id behind a position: so many at most, and about a megabyte of them.
     *
     * @param topics without patterns, each once
     */
    Future<Page> history(List<TopicName> topics, OwnId id, long after, int limit);

    /**
     * Since when a topic is logged, and whether a position is one.
     *
     * @param patterns those of this node's graph that have the topic
     */
    Future<Place> place(String provider, List<String> patterns, long position);

    /** Since when a topic is logged, and where an id of its events stands. */
    Future<Place> place(String provider, String topic, List<String> patterns, OwnId id);

    /** Has patterns logged from now on, those that are not yet. */
    Future<Void> register(String provider, List<String> patterns);

    /**
     * Ends patterns that are none of these: a place in their past is a gap from now on.
     *
     * @return all that have ended and are not {@link #forget forgotten}
     */
    Future<List<String>> retire(String provider, List<String> kept);

    /** Forgets patterns that have ended. */
    Future<Void> forget(String provider, List<String> ended);

    /** The patterns that are logged. */
    Future<List<String>> registered(String provider);

    /** The providers that patterns are registered for. */
    Future<List<String>> providers();

    /** The segments from the oldest to the one that is written. */
    Future<List<Segment>> segments();

    /**
     * Goes on in the next segment.
     *
     * @param current what was read to be the one that is written; nothing happens when it is not, or another node is at it
     */
    Future<Boolean> advance(int current);

    /**
     * Drops the oldest segment.
     *
     * @param oldest what was read to be that; nothing happens when it is not, or another node is at it
     */
    Future<Boolean> drop(int oldest);

    /** Forgets writers that have been silent for a day. */
    Future<Void> forgetWriters();
}
