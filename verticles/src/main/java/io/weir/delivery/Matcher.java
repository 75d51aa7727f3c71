package io.weir.delivery;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.delivery.ledger.Cursor;
import io.weir.delivery.ledger.DeliveryIds;
import io.weir.delivery.ledger.NewDelivery;
import io.weir.delivery.shape.Shaper;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.telemetry.LogKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events in; the deliveries of one subscription that they make, dead letters included, out. */
final class Matcher {

    private static final Logger LOG = LoggerFactory.getLogger(Matcher.class);

    private final Shaper shaper;
    private final DeliveryDefinition delivery;
    private final Judge judge;

    Matcher(Shaper shaper, DeliveryDefinition delivery, Judge judge) {
        this.shaper = shaper;
        this.delivery = delivery;
        this.judge = judge;
    }

    /** In the order of the events, and for one event in the order of the roots. */
    List<NewDelivery> match(long store, List<LoggedEvent> events) {
        List<NewDelivery> wanted = new ArrayList<>();
        for (LoggedEvent event : events) {
            for (DeliveryDefinition.Root root : delivery.roots()) {
                NewDelivery made = listens(root, event) ? match(store, root, event) : null;
                if (made != null) {
                    wanted.add(made);
                }
            }
        }
        return wanted;
    }

    /** A dead letter that says which events of a topic are missing. */
    NewDelivery gap(Topic topic, Cursor after, Cursor until) {
        LoggedEvent nothing =
                new LoggedEvent(topic.provider(), topic.name(), after.position(), null, 0, Buffer.buffer());
        String message = "events of topic \"%s\" behind position %d and up to %d are not in the log, if there were any"
                .formatted(topic.name(), after.position(), until.position());
        return new NewDelivery(
                DeliveryIds.of(delivery.name(), until, "\0" + topic.text()),
                nothing,
                "",
                "",
                0,
                DeadLetter.LOG_GAP.failure(message));
    }

    private static boolean listens(DeliveryDefinition.Root root, LoggedEvent event) {
        return root.topic().equals(event.topic()) && root.provider().equals(event.provider());
    }

    private @Nullable NewDelivery match(long store, DeliveryDefinition.Root root, LoggedEvent event) {
        Shaper.Match match = match(root, event);
        if (match == Shaper.Match.NOT_WANTED) {
            return null;
        }
        Buffer failure = null;
        if (match == Shaper.Match.MALFORMED) {
            failure = DeadLetter.MALFORMED_EVENT.failure(
                    "the event is nothing that the field \"" + root.responseKey() + "\" can be of");
        } else if (event.depth() > DeadLetter.DEEPEST) {
            failure = DeadLetter.CAUSATION_LOOP.failure("more than " + DeadLetter.DEEPEST
                    + " events led to each other before this one: is there a delivery that causes its own events?");
        }
        return new NewDelivery(
                DeliveryIds.of(delivery.name(), new Cursor(store, event.position()), root.responseKey()),
                event,
                root.responseKey(),
                DeliveryIds.key(key(event)),
                judge.firstPause(delivery).toMillis(),
                failure);
    }

    private Shaper.Match match(DeliveryDefinition.Root root, LoggedEvent event) {
        try {
            return shaper.match(delivery, root, event);
        } catch (RuntimeException fault) {
            complain(fault);
            return Shaper.Match.MALFORMED;
        }
    }

    private String key(LoggedEvent event) {
        try {
            return shaper.key(event);
        } catch (RuntimeException fault) {
            complain(fault);
            return event.topic();
        }
    }

    private void complain(RuntimeException fault) {
        LOG.atError()
                .addKeyValue(LogKey.DELIVERY, delivery.name())
                .setCause(fault)
                .log("an event could not be matched for an unforeseen reason");
    }
}
