package io.weir.transport.fanout;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.TriggerJoined;
import io.weir.error.ErrorCode;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.json.Json;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live subscriptions of one transport instance: joins triggers, and hands each group's result to the group's
 * members here. Belongs to one event loop.
 */
public final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    /** The trigger keeps the time; the margin lets its own answer, which knows more, arrive first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final String address;
    private final int triggerShards;
    private final Duration joinTimeout;
    private final Metrics metrics;
    private final Map<Long, Roster<Member>> groups = new HashMap<>();
    private @Nullable MessageConsumer<BusMessage> consumer;
    private long lastId;

    /**
     * Makes the subscriptions of one instance; {@link #start} connects them to the bus.
     *
     * @param instanceId unique in the cluster
     * @param triggerShards how many trigger instances share the topics
     * @param joinTimeout how long a trigger may take to answer
     */
    public Subscriptions(Vertx vertx, String instanceId, int triggerShards, Duration joinTimeout, Metrics metrics) {
        this.vertx = vertx;
        this.address = BusAddress.transport(instanceId);
        this.triggerShards = triggerShards;
        this.joinTimeout = joinTimeout;
        this.metrics = metrics;
    }

    /** Starts to take results; completes once the address is known on the bus. */
    public Future<Void> start() {
        MessageConsumer<BusMessage> started = vertx.eventBus().consumer(address, this::onMessage);
        consumer = started;
        return started.completion();
    }

    /** Takes no more results. */
    public Future<Void> stop() {
        return consumer == null ? Future.succeededFuture() : consumer.unregister();
    }

    /**
     * Subscribes; the answer comes to {@code subscriber}.
     *
     * @return what ends the subscription; harmless to run twice, or after it ended by itself
     */
    public Runnable join(Prepared.Subscription subscription, OperationRequest request, Subscriber subscriber) {
        if (subscription instanceof Prepared.Awaited awaited) {
            return new AwaitedResponse(subscriber, metrics).begin(awaited);
        }
        return join((Prepared.Stream) subscription, request, subscriber);
    }

    private Runnable join(Prepared.Stream stream, OperationRequest request, Subscriber subscriber) {
        Member member = new Member(++lastId, stream, subscriber);
        JoinTrigger join = new JoinTrigger(
                member.id,
                address,
                stream.provider(),
                stream.topic(),
                request.query(),
                request.operationName(),
                Json.write(request.variables()),
                "",
                ForwardedHeaders.ofStream(request.headers()),
                stream.responseKey(),
                stream.place() == null ? null : stream.place().after());
        vertx.eventBus()
                .<BusMessage>request(
                        triggerOf(stream),
                        join,
                        new DeliveryOptions()
                                .setSendTimeout(joinTimeout.plus(MARGIN).toMillis()))
                .onComplete(reply -> onReply(member, reply.succeeded() ? reply.result() : null, reply.cause()));
        return () -> cancel(member);
    }

    private void onReply(Member member, @Nullable Message<BusMessage> reply, @Nullable Throwable failure) {
        if (reply == null) {
            if (failure instanceof ReplyException late && late.failureType() == ReplyFailure.TIMEOUT) {
                leave(member); // the join may have come through, and only its answer not
            }
            refuse(member, failureErrors(failure));
        } else if (reply.body() instanceof TriggerJoined joined) {
            live(member, joined);
        } else if (reply.body() instanceof JoinRefused refused) {
            refuse(member, refused.errors());
        }
    }

    private void live(Member member, TriggerJoined joined) {
        member.groupId = joined.groupId();
        member.from = joined.from();
        if (member.cancelled) {
            leave(member);
            return;
        }
        groups.computeIfAbsent(member.groupId, id -> new Roster<>()).add(member);
        metrics.subscriptions().increment();
        member.subscriber.onLive();
    }

    private static void refuse(Member member, Buffer errors) {
        if (!member.cancelled) {
            member.cancelled = true;
            member.subscriber.onRefused(errors);
        }
    }

    private void cancel(Member member) {
        if (member.cancelled) {
            return;
        }
        member.cancelled = true;
        if (member.groupId == Member.NOT_JOINED) {
            return;
        }
        Roster<Member> members = groups.get(member.groupId);
        if (members != null && members.remove(member)) {
            metrics.subscriptions().decrement();
            if (members.size() == 0) {
                groups.remove(member.groupId);
            }
            leave(member);
        }
    }

    private void leave(Member member) {
        vertx.eventBus().send(triggerOf(member.stream), new LeaveTrigger(member.groupId, member.id, address));
    }

    private void onMessage(Message<BusMessage> message) {
        if (message.body() instanceof GroupResult result) {
            onResult(result);
        } else if (message.body() instanceof Checkpoint checkpoint) {
            message.reply(checkpoint);
        }
    }

    private void onResult(GroupResult result) {
        Roster<Member> members = groups.get(result.groupId());
        if (members == null) {
            return;
        }
        switch (result.kind()) {
            case NEXT -> next(members, result);
            case COMPLETE -> complete(result.groupId(), members);
            case POSITION, BEHIND -> {}
        }
    }

    private void next(Roster<Member> members, GroupResult result) {
        Handing handing = new Handing(result);
        members.forEach(handing);
        handing.payload.release();
        metrics.framesOut().increment(handing.handed);
    }

    private void complete(long groupId, Roster<Member> members) {
        groups.remove(groupId);
        metrics.subscriptions().add(-members.size());
        members.forEach(member -> {
            if (!member.cancelled) {
                member.cancelled = true;
                finish(member.subscriber);
            }
        });
    }

    private static void finish(Subscriber subscriber) {
        try {
            subscriber.onComplete();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a subscriber failed to complete");
        }
    }

    private String triggerOf(Prepared.Stream stream) {
        return BusAddress.trigger(BusAddress.shardOf(stream.provider(), stream.topic(), triggerShards));
    }

    private static Buffer failureErrors(@Nullable Throwable failure) {
        LOG.atWarn().addKeyValue(LogKey.CAUSE, String.valueOf(failure)).log("subscription did not start");
        boolean known =
                failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE;
        String message = known && failure != null
                ? String.valueOf(failure.getMessage())
                : "the subscription did not start in time; try again";
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("extensions", Map.of("code", ErrorCode.PROVIDER_UNAVAILABLE.name()));
        return Json.write(List.of(error));
    }

    /** One result on its way round the members; those that joined after its event pass. */
    private static final class Handing implements Consumer<Member> {

        final SharedPayload payload;
        private final long sequence;
        int handed;

        Handing(GroupResult result) {
            this.payload = new SharedPayload(result.payload());
            this.sequence = result.sequence();
        }

        @Override
        public void accept(Member member) {
            if (member.from <= sequence) {
                handed++;
                hand(member.subscriber);
            }
        }

        /** One subscriber's failure is its own. */
        private void hand(Subscriber subscriber) {
            try {
                subscriber.onNext(payload);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a subscriber failed to take a result");
            }
        }
    }

    /** One subscription of one client. */
    private static final class Member extends Roster.Member {

        static final long NOT_JOINED = LeaveTrigger.WHATEVER_GROUP;

        final long id;
        final Prepared.Stream stream;
        final Subscriber subscriber;
        long groupId = NOT_JOINED;
        long from;
        boolean cancelled;

        Member(long id, Prepared.Stream stream, Subscriber subscriber) {
            this.id = id;
            this.stream = stream;
            this.subscriber = subscriber;
        }
    }
}
