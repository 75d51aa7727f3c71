package io.weir.transport.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.Service;
import io.weir.bus.TriggerJoined;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.json.Json;
import io.weir.subgraph.ForwardedHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way from one transport instance to the triggers: its own node's where that has the role, else the node's that is at
 * home for the topic. A node that is gone before it has answered is asked no longer, but the next one. Belongs to one
 * event loop.
 */
final class TriggerLink {

    /** The trigger keeps the time; the margin lets its own answer, which knows more, arrive first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** How often a node is chosen for one join, should one after another be gone. */
    private static final int MOST_CHOICES = 5;

    private static final Duration NEXT_CHOICE = Duration.ofMillis(50);

    private final Vertx vertx;
    private final String address;
    private final Peers peers;
    private final DeliveryOptions patience;
    private final Farewells farewells;
    private final Set<Join> waiting = new HashSet<>();
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
        this.farewells = new Farewells(vertx.eventBus(), peers);
        this.patience =
                new DeliveryOptions().setSendTimeout(joinTimeout.plus(MARGIN).toMillis());
    }

    /**
     * What a trigger answered.
     *
     * @param trigger its address
     */
    record Answer(String trigger, BusMessage message) {}

    /** A join that waits for its answer. */
    private static final class Join {

        private final JoinTrigger request;
        private final Promise<Answer> answer = Promise.promise();
        private String trigger = "";
        private int choices;

        private Join(JoinTrigger request) {
            this.request = request;
        }
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
    Future<Answer> join(long id, Prepared.Stream stream, OperationRequest request, @Nullable EventCursor after) {
        Join join = new Join(new JoinTrigger(
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
                after));
        ask(join);
        return join.answer.future();
    }

    /**
     * Tells a trigger that a join is over as soon as it has sent what is under way.
     *
     * @return done when that has come; fails when the trigger does not say so in time
     */
    Future<Void> finish(LiveMove.Membership member) {
        return finish(member.trigger(), new LeaveTrigger(member.groupId(), member.id(), address));
    }

    /** As {@link #finish}, for nobody: the member stays. */
    Future<Void> await(LiveMove.Membership member) {
        return finish(member.trigger(), new LeaveTrigger(member.groupId(), nextId(), address));
    }

    private Future<Void> finish(String trigger, LeaveTrigger leave) {
        return vertx.eventBus().<BusMessage>request(trigger, leave, patience).mapEmpty();
    }

    /** Tells a trigger that this join is over; one that is gone hears it should it come back. */
    void leave(long id, String trigger, long groupId) {
        farewells.say(trigger, new LeaveTrigger(groupId, id, address));
    }

    /** Chooses another trigger for those who wait for one that is gone. */
    void onMembers(Members members) {
        farewells.onMembers(members);
        for (Join join : List.copyOf(waiting)) {
            String node = BusAddress.nodeOf(join.trigger);
            if (!node.isEmpty() && !members.has(node)) {
                leave(join.request.subscriptionId(), join.trigger, LeaveTrigger.WHATEVER_GROUP);
                chooseAgain(join, new ReplyException(ReplyFailure.NO_HANDLERS, "the trigger's node is gone"));
            }
        }
    }

    private void ask(Join join) {
        String trigger = triggerOf(join.request.provider(), join.request.topic());
        int choice = ++join.choices;
        join.trigger = trigger;
        waiting.add(join);
        vertx.eventBus().<BusMessage>request(trigger, join.request, patience).onComplete((reply, failure) -> {
            if (choice != join.choices || !waiting.contains(join)) {
                leaveLate(join, trigger, reply == null ? null : reply.body());
            } else if (failure == null) {
                waiting.remove(join);
                join.answer.complete(new Answer(trigger, reply.body()));
            } else {
                onFailure(join, failure);
            }
        });
    }

    /** It has joined here too, after another was asked. */
    private void leaveLate(Join join, String trigger, @Nullable BusMessage answer) {
        if (answer instanceof TriggerJoined joined) {
            leave(join.request.subscriptionId(), trigger, joined.groupId());
        }
    }

    private void onFailure(Join join, Throwable failure) {
        ReplyFailure kind = failure instanceof ReplyException reply ? reply.failureType() : ReplyFailure.ERROR;
        if (kind == ReplyFailure.NO_HANDLERS && !peers.alone()) {
            chooseAgain(join, failure);
            return;
        }
        if (kind == ReplyFailure.TIMEOUT) { // the join may have come through, and only its answer not
            leave(join.request.subscriptionId(), join.trigger, LeaveTrigger.WHATEVER_GROUP);
        }
        waiting.remove(join);
        join.answer.fail(failure);
    }

    /** At once where another node is at home now; else a little later, when this one may know more. */
    private void chooseAgain(Join join, Throwable failure) {
        waiting.remove(join);
        if (join.choices == MOST_CHOICES) {
            join.answer.fail(failure);
        } else if (triggerOf(join.request.provider(), join.request.topic()).equals(join.trigger)) {
            vertx.setTimer(NEXT_CHOICE.toMillis() * join.choices, again -> ask(join));
        } else {
            ask(join);
        }
    }

    private String triggerOf(String provider, String topic) {
        Members members = peers.members();
        String node = members.here(Service.TRIGGERS) ? members.self() : home(members, provider, topic);
        int shards = Math.max(1, members.shards(node));
        return BusAddress.trigger(node, BusAddress.shardOf(provider, topic, shards));
    }

    /** An address where nobody listens, when no node has triggers. */
    private static String home(Members members, String provider, String topic) {
        return members.home(Service.TRIGGERS, provider + ' ' + topic).orElse("");
    }
}
