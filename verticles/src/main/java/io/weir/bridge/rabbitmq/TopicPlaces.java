package io.weir.bridge.rabbitmq;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spreads topics over queues: each takes a bounded number, and the next is declared when all are full, so that most bridges
 * have one.
 */
final class TopicPlaces implements TopicQueues {

    /**
     * When a queue goes, RabbitMQ 3 removes its bindings in one transaction, in which nobody else can bind anything, and
     * whose time grows with the square of their number: 50,000 of one queue took three minutes, of fifty queues 20 s.
     */
    static final int MOST_TOPICS = 1_000;

    /** Topics that were unbound and get their queue again if they come back. */
    static final int REMEMBERED = 10_000;

    private final List<Place> places = new ArrayList<>();
    private final Map<String, Place> taken = new HashMap<>();
    /** What is still in its queue for a topic must not come behind what another queue has for it. */
    private final Map<String, Place> left = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Queues queues;

    /** Where queues come from. */
    interface Queues {

        /** Declares one more; blocks. */
        String declare() throws IOException;
    }

    /** Declares the first queue: a user who may not do that learns it before any topic is asked for. */
    TopicPlaces(Queues queues) throws IOException {
        this.queues = queues;
        declare();
    }

    private static final class Place {

        private final String queue;
        private int topics;

        private Place(String queue) {
            this.queue = queue;
        }
    }

    @Override
    public String take(String topic) throws IOException {
        Place place = taken.get(topic);
        if (place == null) {
            Place before = left.remove(topic);
            place = before == null ? free() : before;
            place.topics++;
            taken.put(topic, place);
        }
        return place.queue;
    }

    @Override
    public @Nullable String leave(String topic) {
        Place place = taken.remove(topic);
        if (place == null) {
            return null;
        }
        place.topics--;
        left.put(topic, place);
        return place.queue;
    }

    private Place free() throws IOException {
        for (Place place : places) {
            if (place.topics < MOST_TOPICS) {
                return place;
            }
        }
        return declare();
    }

    private Place declare() throws IOException {
        Place declared = new Place(queues.declare());
        places.add(declared);
        return declared;
    }
}
