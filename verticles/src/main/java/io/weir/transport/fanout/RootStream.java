package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.bus.TriggerPage;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.resume.StreamId;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One root field of a client's {@link EventFeed}, as one topic feeds it: how it stands with its trigger. How far it has read
 * is its {@link RootPlace}. Belongs to one event loop.
 *
 * <pre>
 *            joined
 * JOINING ───────────▶ LIVE ───────────▶ OVER
 *  ▲  │ page             │ slow client    (complete, refused, cancelled)
 *  │  ▼                  ▼
 *  └ READING ◀───────────┘
 *  ▲  when all that came was handed over, and there is room
 *  │
 * RESTING ◀── no answer, the group fell behind, or the trigger's node is gone or drains
 * </pre>
 */
final class RootStream extends Member {

    private static final Logger LOG = LoggerFactory.getLogger(RootStream.class);

    private final FeedScope scope;
    private final EventFeed feed;
    private final Prepared.Stream stream;
    private final OperationRequest request;
    private final RootPlace place = new RootPlace();
    private State state = State.JOINING;
    private long id;
    private String trigger = "";
    private boolean answered;
    private @Nullable Outage outage;
    private @Nullable LiveMove move;
    private long timer;

    RootStream(FeedScope scope, EventFeed feed, Prepared.Stream stream, OperationRequest request) {
        this.scope = scope;
        this.feed = feed;
        this.stream = stream;
        this.request = request;
    }

    private enum State {
        /** Asked its trigger. */
        JOINING,
        /** A member of a group. */
        LIVE,
        /** Reads what it missed, a page for each join. */
        READING,
        /** Waits for a timer before it joins again. */
        RESTING,
        /** Nothing comes any more. */
        OVER
    }

    /** Joins from where it is. */
    void join() {
        state = State.JOINING;
        id = scope.triggers().nextId();
        scope.triggers()
                .join(id, stream, request, cursor())
                .onSuccess(answer -> onAnswer(answer.trigger(), answer.message()))
                .onFailure(failure -> onRefused(JoinErrors.of(failure), true));
    }

    private @Nullable EventCursor cursor() {
        EventCursor read = place.cursor();
        Prepared.Place asked = stream.place();
        return read != null || asked == null ? read : asked.after();
    }

    private void onAnswer(String by, BusMessage answer) {
        if (answer instanceof TriggerJoined joined) {
            onJoined(by, joined);
        } else if (state == State.OVER) {
            return;
        } else if (answer instanceof TriggerPage page) {
            state = State.READING;
            onRead(page.results(), page.store(), page.position());
        } else if (answer instanceof JoinRefused refused) {
            onRefused(refused.errors(), answered && JoinErrors.passing(refused.errors()));
        }
    }

    private void onJoined(String by, TriggerJoined joined) {
        if (state == State.OVER) {
            scope.triggers().leave(id, by, joined.groupId());
            return;
        }
        if (resumable() && joined.store() == 0) { // it is not logged any more, since this operation was prepared
            scope.triggers().leave(id, by, joined.groupId());
            onRefused(JoinErrors.behind(), false);
            return;
        }
        enter(new LiveMove.Membership(id, by, joined.groupId()), joined.from());
        onRead(joined.results(), joined.store(), joined.position());
    }

    private void enter(LiveMove.Membership member, long first) {
        state = State.LIVE;
        id = member.id();
        trigger = member.trigger();
        groupId = member.groupId();
        from = first;
        scope.groups().add(this, trigger);
    }

    private void onRead(List<StreamResult> results, long store, long position) {
        answered = true;
        outage = null;
        results.stream().filter(result -> !place.has(result.position())).forEach(this::hold);
        place.read(store, position);
        feed.onAnswered();
    }

    private void onRefused(Buffer errors, boolean passing) {
        if (state == State.OVER) {
            return;
        }
        if (!answered || !passing) {
            log("a subscription was refused", errors);
            state = State.OVER;
            feed.onRefused(this, errors);
        } else {
            onOutage(errors);
        }
    }

    private void onOutage(Buffer errors) {
        if (outage == null) {
            outage = new Outage();
        }
        if (outage.longerThan(scope.config().rejoinTimeout())) {
            log("a subscription found no trigger, or its trigger no store, and broke off", errors);
            feed.onBroken(errors);
        } else {
            rest(outage.pause());
        }
    }

    private void log(String what, Buffer errors) {
        LOG.atWarn()
                .addKeyValue(LogKey.TOPIC, stream.topic())
                .addKeyValue(LogKey.CAUSE, errors.toString())
                .log(what);
    }

    private static Duration spread(long millis) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis + 1));
    }

    private void rest(Duration pause) {
        state = State.RESTING;
        timer = scope.vertx().setTimer(Math.max(1, pause.toMillis()), fired -> {
            state = State.READING;
            feed.proceed();
        });
    }

    @Override
    Delivery delivery() {
        return resumable() ? Delivery.RESUMABLE : Delivery.LIVE;
    }

    @Override
    boolean onNext(GroupResult result, SharedPayload payload) {
        if (move != null) {
            move.onOld(result.payload());
        }
        if (!resumable() && place.clean()) {
            return feed.handLive(payload);
        }
        if (place.has(result.position())) {
            return false;
        }
        if (place.clean() && feed.mayHand(result.position())) {
            place.moveTo(result.position());
            feed.hand(payload, result.position(), result.id());
            return true;
        }
        if (feed.mayHold(result.payload().length())) {
            hold(new StreamResult(result.position(), result.id(), result.payload()));
        } else if (resumable()) {
            fallBack();
        } else {
            return feed.handLive(payload);
        }
        return false;
    }

    private void hold(StreamResult result) {
        place.hold(result);
        feed.onHeld(result);
    }

    /** Leaves the group, and reads on from the log when there is room. */
    private void fallBack() {
        state = State.READING;
        leave();
        feed.onFellBack();
    }

    @Override
    void onPosition(GroupResult result, SharedPayload payload) {
        if (!place.has(result.position())) {
            place.moveTo(result.position());
            feed.onMoved(payload);
        }
    }

    @Override
    void onBehind(GroupResult result, long spreadMillis) {
        if (from <= result.sequence()) {
            place.moveTo(result.position());
        }
        rest(spreadMillis);
    }

    /** One that can be read again misses nothing: it goes on from its place elsewhere. */
    @Override
    void onTriggerGone(long spreadMillis) {
        scope.triggers().leave(id, trigger, groupId);
        rest(spreadMillis);
    }

    private void rest(long spreadMillis) {
        if (move != null && move.arrived()) {
            move.now();
            return;
        }
        stopMoving();
        rest(spread(spreadMillis));
        if (!resumable()) {
            feed.onInterrupted(this);
        }
    }

    @Override
    void onTriggerDrains(long spreadMillis) {
        if (!resumable()) {
            moveAfter(spread(spreadMillis));
        } else if (scope.groups().remove(this)) {
            onTriggerGone(spreadMillis);
        }
    }

    private void moveAfter(Duration pause) {
        if (state == State.LIVE && move == null) {
            LiveMove.Membership here = new LiveMove.Membership(id, trigger, groupId);
            move = new LiveMove(scope, here, this::onMoved).begin(pause, stream, request);
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
            feed.onInterrupted(this);
        }
        made.handOn(this);
    }

    private void stopMoving() {
        if (move != null) {
            move.drop();
            move = null;
        }
    }

    private void leave() {
        if (scope.groups().remove(this)) {
            scope.triggers().leave(id, trigger, groupId);
        }
    }

    @Override
    void onComplete() {
        stopMoving();
        state = State.OVER;
        feed.proceed();
    }

    /** Ends it from this side; what is held is not for anybody any more. */
    void end() {
        stopMoving();
        if (state == State.RESTING) {
            scope.vertx().cancelTimer(timer);
        } else if (state == State.LIVE) {
            leave();
        }
        state = State.OVER;
        place.clear();
    }

    /** Whether it would go on if there were room. */
    boolean wantsRoom() {
        return state == State.READING && place.clean();
    }

    /** Whether its trigger has ever taken it in. */
    boolean answered() {
        return answered;
    }

    /** Whether nothing comes any more, and nothing waits. */
    boolean finished() {
        return state == State.OVER && place.clean();
    }

    /** Whether its topic is logged. */
    boolean resumable() {
        return stream.place() != null;
    }

    /** What its event ids are of; only for one whose topic is logged. */
    StreamId streamId() {
        return Objects.requireNonNull(stream.place()).id();
    }

    /** Its key in responses; only for one of several. */
    String responseKey() {
        return Objects.requireNonNull(stream.responseKey());
    }

    /** How far it has read. */
    RootPlace place() {
        return place;
    }

    /**
     * Up to which position results of other roots may be handed over before those of this one: while it reads what it
     * missed, no further than it has come.
     */
    long horizon() {
        boolean missing = resumable() && state != State.LIVE && state != State.OVER;
        return missing ? place.reached() : Long.MAX_VALUE;
    }
}
