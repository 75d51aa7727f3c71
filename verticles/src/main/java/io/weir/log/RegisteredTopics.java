package io.weir.log;

import io.vertx.core.Future;
import io.weir.bus.TopicEvent;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.graph.log.TopicPattern;
import io.weir.log.ledger.LogLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the store says is logged. While nodes are exchanged for others with a new graph, one that knows less of it may be
 * the one that reads the broker's queue: it must not leave out what the others promise to keep. Belongs to one event loop.
 */
final class RegisteredTopics {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final LogLedger ledger;
    private final Supplier<LoggedTopics> own;
    private final Map<String, Known> known = new HashMap<>();

    /** Looks in the ledger for what {@code own} lacks. */
    RegisteredTopics(LogLedger ledger, Supplier<LoggedTopics> own) {
        this.ledger = ledger;
        this.own = own;
    }

    /** What was read of a provider, and when. */
    private record Known(LoggedTopics topics, long at) {}

    /** What is logged beside this node's own topics, as far as these events need to know; at most a second old. */
    Future<LoggedTopics> beside(List<TopicEvent> events) {
        LoggedTopics logged = own.get();
        for (TopicEvent event : events) {
            if (logged.find(event.provider(), event.topic()).isEmpty()) {
                return of(event.provider());
            }
        }
        return Future.succeededFuture(LoggedTopics.NONE);
    }

    private Future<LoggedTopics> of(String provider) {
        Known last = known.get(provider);
        if (last != null && System.nanoTime() - last.at() < FRESH_NANOS) {
            return Future.succeededFuture(last.topics());
        }
        long asked = System.nanoTime();
        return ledger.registered(provider).map(patterns -> {
            LoggedTopics topics = new LoggedTopics(patterns.stream()
                    .map(pattern -> new LoggedTopic(provider, TopicPattern.of(pattern), Optional.empty()))
                    .toList());
            known.put(provider, new Known(topics, asked));
            return topics;
        });
    }
}
