package io.weir.bridge.tcp;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.EventAttributes;
import io.weir.bus.PublishOutcome;
import io.weir.source.PublicBody;
import io.weir.source.TopicClient;
import java.util.Optional;
import java.util.function.Function;

/**
 * Publishes for clients: on a logged topic what is stored first, once in the whole cluster, and everything else as any
 * verticle would. Thread-safe.
 */
final class Publisher {

    private static final Future<PublishOutcome> ACCEPTED = Future.succeededFuture(new PublishOutcome(true, ""));

    private final EventBus bus;
    private final TopicClient topics;
    private final Function<String, Optional<String>> loggedBy;

    /**
     * Publishes on one node's bus.
     *
     * @param loggedBy the provider of kind {@code bus} that logs a topic
     */
    Publisher(EventBus bus, TopicClient topics, Function<String, Optional<String>> loggedBy) {
        this.bus = bus;
        this.topics = topics;
        this.loggedBy = loggedBy;
    }

    /** Done when the event is published, and, on a logged topic, stored; fails when the bus does not take it. */
    Future<PublishOutcome> publish(Frame frame, String address) {
        DeliveryOptions options = frame.delivery();
        Optional<String> provider = loggedBy.apply(address);
        if (provider.isEmpty()) {
            bus.publish(address, frame.body(), options);
            return ACCEPTED;
        }
        MultiMap headers = options.getHeaders() == null ? MultiMap.caseInsensitiveMultiMap() : options.getHeaders();
        EventAttributes attributes = PublicBody.attributes(headers);
        return topics.publish(provider.get(), address, attributes, PublicBody.bytes(frame.body()));
    }
}
