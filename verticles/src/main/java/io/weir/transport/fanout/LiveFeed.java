package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.TriggerJoined;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to one topic that is only live: what is published while the client is away is missed. Belongs to one event
 * loop.
 *
 * <pre>
 *            joined           the trigger's node died: told
 * JOINING ───────────▶ LIVE ────────────────────────────────▶ REJOINING
 *    │                  ▲ │ ◀──────────────────────────────────┘ joined
 *    └─ refused ──▶ OVER◀─┴─ complete, cancelled, broken
 * </pre>
 *
 * <p>While the trigger's node drains it goes elsewhere by a {@link LiveMove}.
 */
final class LiveFeed extends Member implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    private final FeedScope scope;
    private final Prepared.Stream stream;
    private final OperationRequest request;
    private final Subscriber subscriber;
    private State state = State.JOINING;
    private long id;
    private String trigger = "";
    private @Nullable Outage outage;
    private @Nullable LiveMove move;
    private long timer;

    LiveFeed(FeedScope scope, Prepared.Stream stream, OperationRequest request, Subscriber subscriber) {
        this.scope = scope;
        this.stream = stream;
        this.request = request;
        this.subscriber = subscriber;
    }

    private enum State {
        /** Asked a trigger; the client waits. */
        JOINING,
        /** A member of a group. */
        LIVE,
        /** A member no more; will ask, or has asked, another trigger. */
        REJOINING,
        /** Nothing comes any more. */
        OVER
    }

    /** Joins the trigger; the answer comes to the subscriber. */
    LiveFeed begin() {
        ask();
        return this;
    }

    private void ask() {
        long asked = scope.triggers().nextId();
        scope.triggers()
                .join(asked, stream, request, null)
                .onSuccess(answer -> onAnswer(asked, answer))
                .onFailure(this::onFailure);
    }

    private void onFailure(Throwable failure) {
        if (state == State.JOINING) {
            LOG.atWarn().addKeyValue(LogKey.CAUSE, String.valueOf(failure)).log("subscription did not start");
        }
        refuse(JoinErrors.of(failure), true);
    }

    private void onAnswer(long asked, TriggerLink.Answer answer) {
        if (answer.message() instanceof TriggerJoined joined) {
            live(asked, answer.trigger(), joined);
        } else if (answer.message() instanceof JoinRefused refused) {
            refuse(refused.errors(), JoinErrors.passing(refused.errors()));
        } else { // a page: the topic is logged since the graph was loaded again, after this operation was prepared
            refuse(JoinErrors.behind(), false);
        }
    }

    private void live(long asked, String by, TriggerJoined joined) {
        if (state == State.OVER) {
            scope.triggers().leave(asked, by, joined.groupId());
            return;
        }
        State before = state;
        state = State.LIVE;
        outage = null;
        enter(new LiveMove.Membership(asked, by, joined.groupId()), joined.from());
        if (before == State.JOINING) {
            scope.metrics().subscriptions().increment();
            subscriber.onLive();
        }
        joined.results().forEach(first -> hand(first.payload()));
    }

    private void enter(LiveMove.Membership member, long first) {
        id = member.id();
        trigger = member.trigger();
        groupId = member.groupId();
        from = first;
        scope.groups().add(this, trigger);
    }

    /** A response that is not of a group. */
    private void hand(Buffer response) {
        if (state == State.OVER) {
            return;
        }
        SharedPayload payload =
                new SharedPayload(response, Delivery.LIVE, scope.config().delivery(), null);
        subscriber.onNext(payload);
        payload.release();
        scope.metrics().framesOut().increment();
    }

    private void refuse(Buffer errors, boolean passing) {
        if (state == State.JOINING) {
            state = State.OVER;
            subscriber.onRefused(errors);
        } else if (state == State.REJOINING && passing && !longOut()) {
            rejoinAfter(outage == null ? Duration.ZERO : outage.pause());
        } else if (state == State.REJOINING) {
            end(() -> subscriber.onBroken(errors));
        }
    }

    private boolean longOut() {
        return outage != null && outage.longerThan(scope.config().rejoinTimeout());
    }

    private void rejoinAfter(Duration pause) {
        timer = scope.vertx().setTimer(Math.max(1, pause.toMillis()), fired -> ask());
    }

    private void leave() {
        if (scope.groups().remove(this)) {
            scope.triggers().leave(id, trigger, groupId);
        }
    }

    private void stopMoving() {
        if (move != null) {
            move.drop();
            move = null;
        }
    }

    @Override
    public void cancel() {
        stopMoving();
        if (state == State.LIVE) {
            leave();
        } else if (state == State.REJOINING) {
            scope.vertx().cancelTimer(timer);
        }
        if (state == State.LIVE || state == State.REJOINING) {
            scope.metrics().subscriptions().decrement();
        }
        state = State.OVER;
    }

    @Override
    Delivery delivery() {
        return Delivery.LIVE;
    }

    @Override
    boolean onNext(GroupResult result, SharedPayload payload) {
        if (move != null) {
            move.onOld(result.payload());
        }
        subscriber.onNext(payload.live());
        return true;
    }

    @Override
    void onPosition(GroupResult result, SharedPayload payload) {}

    /** The group is no more; another one, or the same one elsewhere, takes it in. */
    @Override
    void onBehind(GroupResult result, long spreadMillis) {
        rejoin(spreadMillis);
    }

    @Override
    void onTriggerGone(long spreadMillis) {
        scope.triggers().leave(id, trigger, groupId);
        rejoin(spreadMillis);
    }

    private void rejoin(long spreadMillis) {
        if (state != State.LIVE) {
            return;
        }
        if (move != null && move.arrived()) {
            move.now();
            return;
        }
        stopMoving();
        state = State.REJOINING;
        outage = new Outage();
        hand(JoinErrors.interrupted());
        if (state == State.REJOINING) {
            rejoinAfter(random(spreadMillis));
        }
    }

    @Override
    void onTriggerDrains(long spreadMillis) {
        if (state == State.LIVE && move == null) {
            LiveMove.Membership here = new LiveMove.Membership(id, trigger, groupId);
            move = new LiveMove(scope, here, this::onMoved).begin(random(spreadMillis), stream, request);
        }
    }

    private void onMoved(LiveMove made) {
        move = null;
        if (!made.arrived()) {
            return; // still live where it was
        }
        leave();
        enter(made.made(), made.from);
        scope.groups().remove(made);
        if (!made.whole()) {
            hand(JoinErrors.interrupted());
        }
        made.handOn(this);
    }

    @Override
    void onComplete() {
        stopMoving();
        end(subscriber::onComplete);
    }

    private void end(Runnable telling) {
        if (state != State.OVER) {
            state = State.OVER;
            scope.metrics().subscriptions().decrement();
            telling.run();
        }
    }

    private static Duration random(long spreadMillis) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(spreadMillis + 1));
    }
}
