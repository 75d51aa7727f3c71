package io.weir.transport.fanout;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.Service;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.json.Json;
import io.weir.subgraph.ForwardedHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way from one transport instance to the triggers. Belongs to one event loop. */
final class TriggerLink {

    /** The trigger keeps the time; the margin lets its own answer, which knows more, arrive first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final String address;
    private final Peers peers;
    private final DeliveryOptions patience;
    private long lastId;

    /**
     * Makes the link.
     *
     * @param address where this instance takes results
     * @param peers whose triggers are joined
     * @param joinTimeout how long a trigger may take to answer
     */
    TriggerLink(Vertx vertx, Peers peers, String address, Duration joinTimeout) {
        this.vertx = vertx;
        this.address = address;
        this.peers = peers;
        this.patience =
                new DeliveryOptions().setSendTimeout(joinTimeout.plus(MARGIN).toMillis());
    }

    /** A number that no other join has: an answer or a result can then be for no other. */
    long nextId() {
        return ++lastId;
    }

    /**
     * Asks the stream's trigger.
     *
     * @param after from where; null where the operation's own argument says, and else now
     * @return what the trigger answered; fails when it could not, or not in time
     */
    Future<BusMessage> join(long id, Prepared.Stream stream, OperationRequest request, @Nullable EventCursor after) {
        JoinTrigger join = new JoinTrigger(
                id,
                address,
                stream.provider(),
                stream.topic(),
                request.query(),
                request.operationName(),
                Json.write(request.variables()),
                "",
                ForwardedHeaders.ofStream(request.headers()),
                stream.responseKey(),
                after);
        return vertx.eventBus()
                .<BusMessage>request(triggerOf(stream), join, patience)
                .onFailure(failure -> onFailure(id, stream, failure))
                .map(Message::body);
    }

    /** The join may have come through, and only its answer not. */
    private void onFailure(long id, Prepared.Stream stream, Throwable failure) {
        if (failure instanceof ReplyException late && late.failureType() == ReplyFailure.TIMEOUT) {
            leave(id, stream, LeaveTrigger.WHATEVER_GROUP);
        }
    }

    /** Tells the stream's trigger that this join is over. */
    void leave(long id, Prepared.Stream stream, long groupId) {
        vertx.eventBus().send(triggerOf(stream), new LeaveTrigger(groupId, id, address));
    }

    private String triggerOf(Prepared.Stream stream) {
        Members members = peers.members();
        String node = members.here(Service.TRIGGERS) ? members.self() : home(members, stream);
        int shards = Math.max(1, members.shards(node));
        return BusAddress.trigger(node, BusAddress.shardOf(stream.provider(), stream.topic(), shards));
    }

    /** An address where nobody listens, when no node has triggers. */
    private static String home(Members members, Prepared.Stream stream) {
        return members.home(Service.TRIGGERS, stream.provider() + ' ' + stream.topic())
                .orElse("");
    }
}
