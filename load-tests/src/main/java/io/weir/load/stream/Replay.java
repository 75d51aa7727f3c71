package io.weir.load.stream;

import io.weir.load.Patience;
import io.weir.load.Phase;
import io.weir.load.Schedule;
import io.weir.load.subscribe.Deliveries;
import io.weir.load.subscribe.Subscribers;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Readers of a topic's history.
 *
 * @param server the node
 * @param publishers by how many publishers the events came, see {@link Inflow#publishers}
 */
record Replay(InetSocketAddress server, int publishers) {

    private static final String QUERY = "subscription { reading(sensor: %d%s) { seq unit text } }";

    /** What a subscriber asks who was never there. */
    static String live() {
        return QUERY.formatted(Inflow.TOPIC, "");
    }

    /**
     * Has readers get events that are stored, all at once; fails unless each gets each once and in order.
     *
     * @param from behind this event
     * @param first the sequence number of the first
     * @return how many events the readers got together
     */
    long read(int readers, Bookmark from, long first, long events) throws InterruptedException {
        String query = QUERY.formatted(Inflow.TOPIC, ", after: \"" + from.id() + "\"");
        Phase phase = new Phase(first, events, 1, new Schedule(1, 1), System.nanoTime());
        try (Subscribers subscribers = new Subscribers(server, "/graphql", readers, 1, topic -> query)) {
            subscribers.expect(phase, publishers);
            subscribers.open(Patience.DEFAULT.subscribe());
            Deliveries got = subscribers.await(Patience.DEFAULT.silence());
            check(got, subscribers.firstFailure());
            return got.delivered();
        }
    }

    private static void check(Deliveries got, @Nullable String failure) {
        boolean right = got.delivered() == got.expected() && got.duplicates() + got.outOfOrder() == 0;
        if (!right || failure != null) {
            throw new IllegalStateException("of %d events %d were replayed, %d again, %d out of order; %s"
                    .formatted(
                            got.expected(),
                            got.delivered(),
                            got.duplicates(),
                            got.outOfOrder(),
                            failure == null ? "no errors" : failure));
        }
    }
}
