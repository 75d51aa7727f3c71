package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.bus.EventCursor;
import io.weir.bus.JoinTrigger;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Subscriptions on their way into their groups. Belongs to one event loop. */
final class Joins {

    private final Shard shard;
    private final TriggerMaker maker;
    private final Predicate<TopicKey> unavailable;
    private final Replays replays;
    /** Those whose topic is not open yet, or who wait for a first value; one that is gone from here was given up by its transport. */
    private final Map<Subscription, Joiner> opening = new HashMap<>();

    /**
     * Joins the triggers of a shard.
     *
     * @param unavailable says whether who joins a topic now would miss events
     */
    Joins(Shard shard, TriggerMaker maker, Predicate<TopicKey> unavailable) {
        this.shard = shard;
        this.maker = maker;
        this.unavailable = unavailable;
        this.replays = new Replays(shard);
    }

    void onJoin(Message<JoinTrigger> message) {
        Joiner joiner = Joiner.of(message);
        try {
            Planned planned =
                    Planned.of(Asked.of(message.body()), shard.operations().get());
            checkTopic(message.body(), planned.topic());
            open(joiner, planned);
        } catch (RequestErrors e) {
            joiner.answer(Refusals.of(e));
        }
    }

    /** A transport waits for no answer any more; false when it waited for none. */
    boolean giveUp(Subscription subscription) {
        return opening.remove(subscription) != null || replays.leave(subscription);
    }

    private void open(Joiner joiner, Planned planned) {
        boolean logged = planned.stream().logged();
        String provider = planned.stream().provider();
        Optional<EventCursor> place = place(joiner, planned);
        if (!logged && place.isPresent()) {
            joiner.answer(Refusals.notLogged());
            return;
        }
        if (!logged && unavailable.test(planned.topic())) {
            joiner.fail(BusFailure.PROVIDER_UNAVAILABLE, unavailable(provider));
            return;
        }
        Trigger trigger = shard.topics().open(planned.topic(), logged, logged ? maker::logged : maker::live);
        opening.put(joiner.subscription(), joiner);
        opened(trigger).onComplete((opened, failure) -> {
            trigger.joinEnded();
            if (!opening.remove(joiner.subscription(), joiner)) {
                shard.topics().closeLater(trigger);
            } else if (failure != null) {
                shard.topics().discard(trigger);
                refuse(joiner, planned, failure);
            } else if (planned.by() != shard.operations().get()) { // the graph was replaced in the meantime
                onJoin(joiner.request());
                shard.topics().closeLater(trigger);
            } else if (!logged && unavailable.test(planned.topic())) { // lost while it opened
                joiner.fail(BusFailure.PROVIDER_UNAVAILABLE, unavailable(provider));
                shard.topics().closeLater(trigger);
            } else {
                enter(joiner, planned, trigger, place);
            }
        });
    }

    private Future<Void> opened(Trigger trigger) {
        Future<Void> opened = trigger.join();
        return trigger.logged() ? opened.compose(open -> shard.feed().settled()) : opened;
    }

    private void enter(Joiner joiner, Planned planned, Trigger trigger, Optional<EventCursor> place) {
        Optional<Object> first = planned.stream().first();
        if (first.isPresent()) {
            enterKnowing(first.get(), joiner, planned, trigger);
        } else if (place.isPresent() && mayHaveMissed(trigger, place.get())) {
            replays.join(trigger, planned, place.get(), joiner);
        } else {
            joiner.answer(live(joiner, planned, trigger));
        }
    }

    /** A subscriber to changes gets the value of now, and is a member before anything that differs is delivered. */
    private void enterKnowing(Object entity, Joiner joiner, Planned planned, Trigger trigger) {
        Group group = shard.groups().of(trigger, planned);
        Newcomer newcomer = new Newcomer() {};
        group.attach(newcomer);
        opening.put(joiner.subscription(), joiner);
        group.first(entity).onComplete((first, failure) -> {
            boolean wanted = opening.remove(joiner.subscription(), joiner);
            if (wanted && failure != null) {
                joiner.answer(Refusals.overloaded());
            } else if (wanted) {
                group.addKnowing(joiner.subscription());
                List<StreamResult> results = List.of(new StreamResult(0, null, first.response()));
                joiner.answer(new TriggerJoined(group.id(), first.next(), results, 0, 0));
            }
            shard.groups().detach(group, newcomer);
            shard.topics().closeLater(trigger);
        });
    }

    /** Whether there may be events behind a place that the trigger has had already. */
    private boolean mayHaveMissed(Trigger trigger, EventCursor place) {
        return place.id() != null
                || place.store() != shard.feed().store()
                || place.position() > shard.feed().position()
                || place.position() < trigger.quietSince();
    }

    private TriggerJoined live(Joiner joiner, Planned planned, Trigger trigger) {
        Group group = shard.groups().of(trigger, planned);
        if (!trigger.logged()) {
            return TriggerJoined.live(group.id(), group.add(joiner.subscription(), 0));
        }
        long position = shard.feed().position();
        long from = group.add(joiner.subscription(), position);
        return new TriggerJoined(group.id(), from, List.of(), shard.feed().store(), position);
    }

    private static Optional<EventCursor> place(Joiner joiner, Planned planned) {
        return Optional.ofNullable(joiner.request().body().after())
                .or(() -> planned.stream().resume());
    }

    /** Nodes that render the same subscription differently run different schemas. */
    private static void checkTopic(JoinTrigger join, TopicKey topic) throws RequestErrors {
        if (!topic.equals(new TopicKey(join.provider(), join.topic()))) {
            throw new RequestErrors(RequestError.of(
                    "the nodes of this server run different schemas; try again", RequestError.VALIDATION_FAILED));
        }
    }

    private static void refuse(Joiner joiner, Planned planned, Throwable cause) {
        if (planned.stream().logged()) {
            joiner.answer(Refusals.of(cause, planned.stream()));
        } else if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            joiner.fail(BusFailure.ofCode(reply.failureCode()), String.valueOf(cause.getMessage()));
        } else {
            joiner.fail(
                    BusFailure.PROVIDER_UNAVAILABLE,
                    unavailable(planned.stream().provider()));
        }
    }

    private static String unavailable(String provider) {
        return "the provider \"%s\" is not connected; try again".formatted(provider);
    }
}
