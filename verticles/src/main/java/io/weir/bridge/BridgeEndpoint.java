package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.CloseTopic;
import io.weir.bus.LogTopics;
import io.weir.bus.LogTopicsBound;
import io.weir.bus.OpenTopic;
import io.weir.bus.PublishEvent;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicOpened;
import io.weir.telemetry.LogKey;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes {@link OpenTopic}, {@link CloseTopic}, {@link LogTopics}, {@link PublishEvent} and {@link RequestEvent} at a
 * provider's address and answers each as its Javadoc says.
 */
public final class BridgeEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeEndpoint.class);

    private final EventBus bus;
    private final String node;
    private final String provider;
    private final Bridge bridge;
    /** Topics that close once all was delivered that the broker has for them. */
    private final Map<Route, Object> closing = new HashMap<>();

    private record Route(String topic, String address) {}

    private BridgeEndpoint(EventBus bus, String node, String provider, Bridge bridge) {
        this.bus = bus;
        this.node = node;
        this.provider = provider;
        this.bridge = bridge;
    }

    /** Listens on the calling context. The consumer's completion says when requests arrive. */
    public static MessageConsumer<BusMessage> serve(EventBus bus, String node, String provider, Bridge bridge) {
        return bus.consumer(
                BusAddress.provider(node, provider), new BridgeEndpoint(bus, node, provider, bridge)::handle);
    }

    private void handle(Message<BusMessage> message) {
        BusMessage body = message.body();
        if (body instanceof PublishEvent event) {
            answer(message, bridge.publish(event));
        } else if (body instanceof RequestEvent request) {
            answer(message, bridge.request(request));
        } else if (body instanceof OpenTopic open) {
            answer(message, open(open));
        } else if (body instanceof LogTopics topics) {
            answer(message, bridge.keep(topics).map(new LogTopicsBound(provider)));
        } else if (body instanceof CloseTopic close) {
            close(close);
        } else {
            message.fail(BusFailure.REFUSED.code(), "a bridge cannot do that");
        }
    }

    /** One that is about to close stays open. */
    private Future<TopicOpened> open(OpenTopic open) {
        closing.remove(new Route(open.topic(), open.deliverTo()));
        return bridge.open(open.topic(), open.deliverTo()).map(new TopicOpened(provider, open.topic()));
    }

    /**
     * The events that the broker had before it was asked are the trigger's: those of after it come from another bridge,
     * which the trigger has opened the topic at. So the last word is sent where the events went, behind them. How long
     * that may take is the trigger's to say.
     */
    private void close(CloseTopic close) {
        Route route = new Route(close.topic(), close.deliverTo());
        if (closing.containsKey(route)) {
            return;
        }
        Object attempt = new Object();
        closing.put(route, attempt);
        bridge.caughtUp().onSuccess(over -> {
            if (closing.remove(route, attempt)) {
                bridge.close(close.topic(), close.deliverTo());
                bus.send(close.deliverTo(), new TopicClosed(node, provider, close.topic()));
            }
        });
    }

    private void answer(Message<BusMessage> message, Future<? extends BusMessage> outcome) {
        outcome.onSuccess(message::reply).onFailure(failure -> fail(message, failure));
    }

    private void fail(Message<BusMessage> message, Throwable failure) {
        if (failure instanceof BridgeException expected) {
            message.fail(expected.failure().code(), expected.getMessage());
            return;
        }
        LOG.atError().addKeyValue(LogKey.PROVIDER, provider).setCause(failure).log("bridge failed");
        message.fail(BusFailure.REFUSED.code(), "provider \"" + provider + "\" failed");
    }
}
