package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
import io.weir.bus.TopicOpened;
import io.weir.cluster.Peers;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes {@link OpenTopic}, {@link CloseTopic}, {@link LogTopics}, {@link PublishEvent} and {@link RequestEvent} at a
 * provider's address and answers each as its Javadoc says.
 */
public final class BridgeEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeEndpoint.class);

    private final Peers peers;
    private final String provider;
    private final Bridge bridge;
    private final OpenTopics topics;
    private final MessageConsumer<BusMessage> consumer;
    private final Runnable unfollow;

    private BridgeEndpoint(Vertx vertx, Peers peers, String provider, Bridge bridge) {
        this.peers = peers;
        this.provider = provider;
        this.bridge = bridge;
        this.topics = new OpenTopics(vertx, peers.self(), provider, bridge);
        this.consumer = vertx.eventBus().consumer(BusAddress.provider(peers.self(), provider), this::handle);
        this.unfollow = peers.follow(topics::onMembers);
    }

    /** Listens on the calling context. */
    public static BridgeEndpoint serve(Vertx vertx, Peers peers, String provider, Bridge bridge) {
        return new BridgeEndpoint(vertx, peers, provider, bridge);
    }

    /** Done when requests arrive. */
    public Future<Void> completion() {
        return consumer.completion();
    }

    /**
     * Listens no more, once no other node has a topic open here: where another node has bridges, all are on their way
     * there since this one drains.
     *
     * @param handover how long that may take at most
     */
    public Future<Void> leave(Vertx vertx, Duration handover) {
        Promise<Void> over = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, handover.toMillis()), late -> over.tryComplete());
        (elsewhere() ? topics.abandoned() : Future.<Void>succeededFuture()).onComplete(left -> over.tryComplete());
        return over.future().eventually(() -> {
            vertx.cancelTimer(timer);
            unfollow.run();
            return consumer.unregister();
        });
    }

    private boolean elsewhere() {
        return peers.members()
                .bridge(provider, "")
                .filter(node -> !node.equals(peers.self()))
                .isPresent();
    }

    private void handle(Message<BusMessage> message) {
        BusMessage body = message.body();
        if (body instanceof PublishEvent event) {
            answer(message, bridge.publish(event));
        } else if (body instanceof RequestEvent request) {
            answer(message, bridge.request(request));
        } else if (body instanceof OpenTopic open) {
            TopicOpened opened = new TopicOpened(provider, open.topic());
            answer(message, topics.open(open).map(opened));
        } else if (body instanceof LogTopics kept) {
            answer(message, bridge.keep(kept).map(new LogTopicsBound(provider)));
        } else if (body instanceof CloseTopic close) {
            topics.close(close);
        } else {
            message.fail(BusFailure.REFUSED.code(), "a bridge cannot do that");
        }
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
