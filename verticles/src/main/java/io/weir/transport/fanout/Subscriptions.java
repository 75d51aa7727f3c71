package io.weir.transport.fanout;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.GroupResult;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.config.StreamsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one transport instance: joins triggers, and hands each group's result to the group's members
 * here. Belongs to one event loop.
 */
public final class Subscriptions {

    private final Vertx vertx;
    private final String address;
    private final Groups groups;
    private final FeedScope scope;
    private final Peers peers;
    private Runnable unfollow = () -> {};
    private @Nullable MessageConsumer<BusMessage> consumer;

    /**
     * Makes the subscriptions of one instance; {@link #start} connects them to the bus.
     *
     * @param peers whose triggers are joined
     * @param instance from 0; each instance of a node has its own
     * @param joinTimeout how long a trigger may take to answer
     * @param config how event streams behave
     */
    public Subscriptions(
            Vertx vertx, Peers peers, int instance, Duration joinTimeout, StreamsConfig config, Metrics metrics) {
        this.vertx = vertx;
        this.peers = peers;
        this.address = BusAddress.transport(peers.self(), instance);
        this.groups = new Groups(config.delivery(), metrics);
        TriggerLink triggers = new TriggerLink(vertx, peers, address, joinTimeout);
        this.scope = new FeedScope(vertx, triggers, groups, config, metrics);
    }

    /** Starts to take results; completes once the address is known on the bus. */
    public Future<Void> start() {
        MessageConsumer<BusMessage> started = vertx.eventBus().consumer(address, this::onMessage);
        consumer = started;
        unfollow = peers.follow(this::onMembers);
        return started.completion();
    }

    /** Takes no more results. */
    public Future<Void> stop() {
        unfollow.run();
        return consumer == null ? Future.succeededFuture() : consumer.unregister();
    }

    /**
     * Subscribes; the answer comes to {@code subscriber}.
     *
     * @return what the subscriber holds of the subscription
     */
    public Feed join(Prepared.Subscription subscription, OperationRequest request, Subscriber subscriber) {
        if (subscription instanceof Prepared.Awaited awaited) {
            return new AwaitedResponse(subscriber, scope.metrics()).begin(awaited);
        }
        if (subscription instanceof Prepared.Gated gated) {
            return new GatedFeed(this, request, subscriber).begin(gated);
        }
        if (subscription instanceof Prepared.Streams streams) {
            return new EventFeed(scope, streams.roots(), request, subscriber).begin();
        }
        Prepared.Stream stream = (Prepared.Stream) subscription;
        return stream.place() == null
                ? new LiveFeed(scope, stream, request, subscriber).begin()
                : new EventFeed(scope, List.of(stream), request, subscriber).begin();
    }

    /** First those who wait, then those who wait no longer: who joins again sees the nodes of now. */
    private void onMembers(Members members) {
        scope.triggers().onMembers(members);
        groups.onMembers(members);
    }

    private void onMessage(Message<BusMessage> message) {
        if (message.body() instanceof GroupResult result) {
            groups.onResult(result);
        } else if (message.body() instanceof Checkpoint checkpoint) {
            message.reply(checkpoint);
        }
    }
}
