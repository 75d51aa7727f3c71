package io.weir.cluster;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusFailure;
import io.weir.bus.MalformedMessageException;
import io.weir.telemetry.ClusterMeters;
import io.weir.telemetry.LogKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds messages from other nodes that this one cannot read, before anyone waits for them: a request is answered with {@link
 * BusFailure#INCOMPATIBLE}, anything else is dropped; each is counted, and each kind is told once. Set on the event bus as an
 * inbound interceptor. A reply that cannot be read is dropped too: whoever waits for it is told when its time is over.
 */
public final class UndecodableMessages implements Handler<DeliveryContext<Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(UndecodableMessages.class);

    private final ClusterMeters meters;
    /** As many as there are kinds of messages, and versions of them. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Counts by name of the message. */
    public UndecodableMessages(ClusterMeters meters) {
        this.meters = meters;
    }

    @Override
    public void handle(DeliveryContext<Object> delivery) {
        Message<Object> message = delivery.message();
        try {
            // Read here what the receiver would read: it is kept.
            message.body();
        } catch (MalformedMessageException malformed) {
            refuse(message, malformed);
            return;
        }
        delivery.next();
    }

    private void refuse(Message<Object> message, MalformedMessageException malformed) {
        meters.undecodable(malformed.type());
        if (told.add(malformed.type())) {
            LOG.atWarn()
                    .addKeyValue(LogKey.CAUSE, malformed.getMessage())
                    .log("another node sends what this one cannot read");
        }
        if (message.replyAddress() != null) {
            message.fail(BusFailure.INCOMPATIBLE.code(), String.valueOf(malformed.getMessage()));
        }
    }
}
