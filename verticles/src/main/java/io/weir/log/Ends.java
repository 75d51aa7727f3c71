package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bus.FindLogEnd;
import io.weir.bus.LogPosition;
import io.weir.flow.Loop;
import io.weir.graph.log.TopicPattern;
import io.weir.log.ledger.Head;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.Stretch;
import io.weir.log.ledger.TopicName;
import io.weir.store.Batched;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the log ends, or the events of some topics do: as of a moment after it was asked, so that what had been stored by
 * then is before it. Belongs to one event loop.
 */
final class Ends {

    /** How many events one statement passes: a fraction of a second. */
    private static final int STRETCH = 100_000;

    /** How many sets of patterns it remembers; a configuration has few. */
    private static final int REMEMBERED = 256;

    private static final int BATCH = 1_000;

    private final LogLedger ledger;
    private final Batched<FindLogEnd, Head> heads;
    /** What was found for patterns, so that only newer events are looked at the next time. */
    private final Map<List<TopicName>, Found> found = new HashMap<>();

    /**
     * The last event of some patterns.
     *
     * @param through up to here all has been looked at
     */
    private record Found(long store, long through, long last) {}

    Ends(Vertx vertx, LogLedger ledger) {
        this.ledger = ledger;
        this.heads = new Batched<>(
                vertx, BATCH, asked -> ledger.head().map(head -> Collections.nCopies(asked.size(), head)));
    }

    /** Answers a request as its Javadoc says. */
    Future<LogPosition> find(FindLogEnd asked) {
        if (asked.topics().isEmpty()) {
            return heads.add(asked).map(head -> new LogPosition(head.store(), head.position()));
        }
        List<TopicName> topics = asked.topics().stream().map(TopicName::of).toList();
        return topics.stream().allMatch(Ends::exact)
                ? ledger.last(topics).map(last -> end(last.head(), last.position()))
                : lastOf(topics);
    }

    private Future<LogPosition> lastOf(List<TopicName> patterns) {
        Found before = found.get(patterns);
        return ledger.lastOf(patterns, before == null ? 0 : before.through(), null, STRETCH)
                .compose(stretch ->
                        before != null && before.store() != stretch.head().store()
                                ? forget(patterns)
                                : down(patterns, before, stretch));
    }

    /** From the end of the log downwards, until one is found. */
    private Future<LogPosition> down(List<TopicName> patterns, @Nullable Found before, Stretch top) {
        long after = before == null ? 0 : before.through();
        Head end = top.head();
        return Loop.until(
                        stretch -> stretch.last() != null || stretch.lowest() == null,
                        top,
                        stretch -> ledger.lastOf(patterns, after, stretch.lowest(), STRETCH))
                .map(bottom -> {
                    long last = Objects.requireNonNullElse(bottom.last(), before == null ? 0L : before.last());
                    remember(patterns, new Found(end.store(), end.position(), last));
                    return end(end, last);
                });
    }

    /** Another store has come in place of the one that was looked at. */
    private Future<LogPosition> forget(List<TopicName> patterns) {
        found.remove(patterns);
        return lastOf(patterns);
    }

    private void remember(List<TopicName> patterns, Found last) {
        if (found.size() >= REMEMBERED) {
            found.clear();
        }
        found.merge(patterns, last, (one, other) -> one.through() > other.through() ? one : other);
    }

    /** Never before what was dropped: what has been there may have been the last. */
    private static LogPosition end(Head head, @Nullable Long last) {
        return new LogPosition(head.store(), Math.max(last == null ? 0 : last, head.dropped()));
    }

    private static boolean exact(TopicName topic) {
        return TopicPattern.of(topic.topic()).exact();
    }
}
