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
import io.weir.flow.BackOff;
import io.weir.resume.StreamId;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One root field of a client's {@link EventFeed}: how far it has read its topic, what came and was not handed over yet,
 * and how it stands with its trigger. Belongs to one event loop.
 *
 * <pre>
 *            joined
 * JOINING ───────────▶ LIVE ───────────▶ OVER
 *  ▲  │ page             │ slow client    (complete, refused, cancelled)
 *  │  ▼                  ▼
 *  └ READING ◀───────────┘
 *  ▲  when all that came was handed over, and there is room
 *  │
 * RESTING ◀── no answer, or the group fell behind
 * </pre>
 */
final class RootStream extends Member {

    private static final Logger LOG = LoggerFactory.getLogger(RootStream.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final FeedScope scope;
    private final EventFeed feed;
    private final Prepared.Stream stream;
    private final OperationRequest request;
    private State state = State.JOINING;
    private long id;
    private boolean answered;
    private long store;
    /** What is for the subscriber up to here was handed over, or is held. */
    private long reached;
    /** The position of what was handed over last. */
    private long handed;
    /** What waits for its turn; made when something has to. */
    private @Nullable Deque<StreamResult> held;

    private @Nullable Outage outage;
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
                .onSuccess(this::onAnswer)
                .onFailure(failure -> onRefused(JoinErrors.of(failure), true));
    }

    private @Nullable EventCursor cursor() {
        if (store != 0) {
            return EventCursor.at(store, reached);
        }
        return stream.place() == null ? null : stream.place().after();
    }

    private void onAnswer(BusMessage answer) {
        if (answer instanceof TriggerJoined joined) {
            onJoined(joined);
        } else if (state == State.OVER) {
            return;
        } else if (answer instanceof TriggerPage page) {
            state = State.READING;
            onRead(page.results(), page.store(), page.position());
        } else if (answer instanceof JoinRefused refused) {
            onRefused(refused.errors(), answered && JoinErrors.passing(refused.errors()));
        }
    }

    private void onJoined(TriggerJoined joined) {
        if (state == State.OVER) {
            scope.triggers().leave(id, stream, joined.groupId());
            return;
        }
        state = State.LIVE;
        groupId = joined.groupId();
        from = joined.from();
        scope.groups().add(this);
        onRead(joined.results(), joined.store(), joined.position());
    }

    private void onRead(List<StreamResult> results, long ofStore, long position) {
        answered = true;
        outage = null;
        store = ofStore;
        reached = Math.max(reached, position);
        results.forEach(this::hold);
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
        } else if (outage().longerThan(scope.config().rejoinTimeout())) {
            log("a subscription found no trigger, or its trigger no store, and broke off", errors);
            feed.onBroken(errors);
        } else {
            rest(outage().pause());
        }
    }

    private void log(String what, Buffer errors) {
        LOG.atWarn()
                .addKeyValue(LogKey.TOPIC, stream.topic())
                .addKeyValue(LogKey.CAUSE, errors.toString())
                .log(what);
    }

    private Outage outage() {
        if (outage == null) {
            outage =
                    new Outage(System.nanoTime(), new BackOff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current()));
        }
        return outage;
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
        if (!resumable()) {
            return feed.handLive(payload);
        }
        if (result.position() != 0 && result.position() <= reached) {
            return false;
        }
        boolean now = held == null && feed.mayHand(result.position());
        if (now || feed.mayHold(result.payload().length())) {
            reached = Math.max(reached, result.position());
        } else {
            fallBack();
            return false;
        }
        if (now) {
            handed = reached;
            feed.hand(payload, result.position(), result.id());
        } else {
            hold(new StreamResult(result.position(), result.id(), result.payload()));
        }
        return now;
    }

    private void hold(StreamResult result) {
        if (held == null) {
            held = new ArrayDeque<>();
        }
        held.add(result);
        feed.onHeld(result);
    }

    /** Leaves the group, and reads on from the log when there is room. */
    private void fallBack() {
        state = State.READING;
        scope.groups().remove(this);
        scope.triggers().leave(id, stream, groupId);
        feed.onFellBack();
    }

    @Override
    void onPosition(GroupResult result, SharedPayload payload) {
        if (result.position() > reached) {
            reached = result.position();
            feed.onMoved(payload);
        }
    }

    @Override
    void onBehind(GroupResult result, long spreadMillis) {
        if (from <= result.sequence()) {
            reached = Math.max(reached, result.position());
        }
        rest(Duration.ofMillis(ThreadLocalRandom.current().nextLong(spreadMillis + 1)));
    }

    @Override
    void onComplete() {
        state = State.OVER;
        feed.proceed();
    }

    /** Ends it from this side; what is held is not for anybody any more. */
    void end() {
        if (state == State.RESTING) {
            scope.vertx().cancelTimer(timer);
        } else if (state == State.LIVE && scope.groups().remove(this)) {
            scope.triggers().leave(id, stream, groupId);
        }
        state = State.OVER;
        held = null;
    }

    /** Reads on if that is its turn: all that came was handed over. */
    void readOn() {
        if (wantsRoom()) {
            join();
        }
    }

    /** Whether it would go on if there were room. */
    boolean wantsRoom() {
        return state == State.READING && held == null;
    }

    /** Whether its trigger has ever taken it in. */
    boolean answered() {
        return answered;
    }

    /** Whether nothing comes any more, and nothing waits. */
    boolean finished() {
        return state == State.OVER && held == null;
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

    /** Which store its positions are of; 0 when it has none. */
    long store() {
        return store;
    }

    /** Up to which position the client has what is for it. */
    long position() {
        return held == null ? reached : handed;
    }

    /**
     * Up to which position results of other roots may be handed over before those of this one: while it reads what it
     * missed, no further than it has come.
     */
    long horizon() {
        boolean missing = resumable() && state != State.LIVE && state != State.OVER;
        return missing ? reached : Long.MAX_VALUE;
    }

    /** The first result that waits; null when none does. */
    @Nullable
    StreamResult first() {
        return held == null ? null : held.peek();
    }

    /** Takes the first result that waits. */
    StreamResult take() {
        Deque<StreamResult> from = held;
        if (from == null) {
            throw new IllegalStateException("nothing waits");
        }
        StreamResult first = from.remove();
        handed = Math.max(handed, first.position());
        held = from.isEmpty() ? null : from;
        return first;
    }

    /**
     * Since when a trigger or the store is not to be had.
     *
     * @param since {@link System#nanoTime}
     */
    private record Outage(long since, BackOff backOff) {

        boolean longerThan(Duration limit) {
            return System.nanoTime() - since > limit.toNanos();
        }

        Duration pause() {
            return backOff.pause();
        }
    }
}
