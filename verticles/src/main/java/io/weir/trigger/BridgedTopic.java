package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.CloseTopic;
import io.weir.bus.OpenTopic;
import io.weir.cluster.Peers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A topic of a bridged provider: the bridge is asked for its events, and sends them to the trigger's own address. */
final class BridgedTopic implements TopicSource {

    private final EventBus bus;
    private final Peers peers;
    private final TopicKey key;
    private final String deliverTo;
    private final Duration timeout;
    private @Nullable String bridge;

    BridgedTopic(EventBus bus, Peers peers, TopicKey key, String deliverTo, Duration timeout) {
        this.bus = bus;
        this.peers = peers;
        this.key = key;
        this.deliverTo = deliverTo;
        this.timeout = timeout;
    }

    @Override
    public Future<Void> open() {
        Optional<String> node = peers.members().bridge(key.provider(), key.topic());
        if (node.isEmpty()) {
            return Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS, "no node has bridges"));
        }
        String at = BusAddress.provider(node.get(), key.provider());
        bridge = at;
        return bus.request(
                        at,
                        new OpenTopic(key.provider(), key.topic(), deliverTo),
                        new DeliveryOptions().setSendTimeout(timeout.toMillis()))
                .mapEmpty();
    }

    @Override
    public void close() {
        if (bridge != null) {
            bus.send(bridge, new CloseTopic(key.provider(), key.topic(), deliverTo));
        }
    }
}
