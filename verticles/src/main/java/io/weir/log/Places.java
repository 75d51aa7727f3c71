package io.weir.log;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.ReadLog;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.log.ledger.Head;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.OwnId;
import io.weir.log.ledger.Place;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber goes on, and the events from there. A place is good when every event of the topic behind it is
 * there; of any other one is told, and never moved on in silence.
 */
final class Places {

    /** Asks for the smallest number alone. */
    private static final OwnId ANY = OwnId.of("0");

    private final LogLedger ledger;
    private final Supplier<LoggedTopics> topics;

    /** Looks in {@code ledger}, for topics that are logged now. */
    Places(LogLedger ledger, Supplier<LoggedTopics> topics) {
        this.ledger = ledger;
        this.topics = topics;
    }

    /** Answers a request as its Javadoc says. */
    Future<BusMessage> find(FindPosition asked) {
        List<String> patterns = patterns(asked.provider(), asked.topic());
        if (patterns.isEmpty()) {
            return Future.failedFuture(new LogFailure(BusFailure.REFUSED, "the topic is not logged"));
        }
        EventCursor cursor = asked.cursor();
        if (cursor == null || cursor.id() == null) {
            return ledger.place(asked.provider(), patterns, cursor == null ? 0 : cursor.position())
                    .compose(place -> accept(place, cursor)
                            ? found(place.head(), cursor == null ? place.head().position() : cursor.position())
                            : gap(asked.provider(), asked.topic()));
        }
        OwnId id = OwnId.of(cursor.id());
        return ledger.place(asked.provider(), asked.topic(), patterns, id).compose(place -> {
            Long position = behind(place, id);
            return position == null ? gap(asked.provider(), asked.topic()) : found(place.head(), position);
        });
    }

    /** Answers a request as its Javadoc says. */
    Future<BusMessage> read(ReadLog asked) {
        return ledger.read(asked.provider(), asked.topic(), asked.after(), Math.max(1, asked.limit()))
                .compose(page -> asked.store() != page.head().store()
                                || asked.after() < page.head().dropped()
                                || asked.after() > page.head().position()
                        ? gap(asked.provider(), asked.topic())
                        : Future.succeededFuture(new LogPage(page.events(), page.through(), page.last())));
    }

    private static boolean accept(Place place, @Nullable EventCursor cursor) {
        long begin = begin(place);
        return cursor == null
                || (cursor.store() == place.head().store() && cursor.position() >= begin && place.given());
    }

    /** The position behind an id; null when no one can say that nothing is missed there. */
    private static @Nullable Long behind(Place place, OwnId id) {
        long begin = begin(place);
        Long number = id.number();
        Long smallest = place.smallest();
        if (place.exact() == null && smallest == null && number != null && number <= 0) {
            return place.head().dropped() == 0 || begin > place.head().dropped() ? begin : null; // nothing is gone
        }
        if (place.exact() != null || number == null || smallest == null || !place.above()) {
            return place.exact();
        }
        if (place.below() != null) {
            return place.below();
        }
        return smallest - 1 == number ? begin : null;
    }

    /** Everything of the topic behind this position is there. */
    private static long begin(Place place) {
        if (place.since() == null) {
            throw new LogFailure(BusFailure.PROVIDER_UNAVAILABLE, "events of this topic are not kept yet; try again");
        }
        return Math.max(place.since(), place.head().dropped());
    }

    private static Future<BusMessage> found(Head head, long position) {
        return Future.succeededFuture(new LogPosition(head.store(), position));
    }

    private Future<BusMessage> gap(String provider, String topic) {
        return ledger.place(provider, topic, patterns(provider, topic), ANY).map(place -> {
            Long smallest = place.smallest();
            String before = smallest == null || smallest == Long.MIN_VALUE ? null : Long.toString(smallest - 1);
            return new LogGap(
                    place.head().store(), begin(place), before, place.head().position());
        });
    }

    private List<String> patterns(String provider, String topic) {
        return topics.get().all().stream()
                .filter(logged ->
                        logged.provider().equals(provider) && logged.pattern().matches(topic))
                .map(LoggedTopic::pattern)
                .map(Object::toString)
                .distinct()
                .toList();
    }
}
