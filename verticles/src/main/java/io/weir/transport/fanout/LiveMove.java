package io.weir.transport.fanout;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.bus.GroupResult;
import io.weir.bus.TriggerJoined;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a live stream from a trigger whose node drains to another one: joins there, holds what comes from there until first
 * the old trigger and then the new one has sent all that was under way, and hands it on.
 *
 * <pre>
 * WAITING ──pause──▶ ASKED ──joined──▶ HOLDING ──both have sent all, or one is gone──▶ OVER
 *                      └── refused, or no answer: the stream stays where it is ───────▶ OVER
 * </pre>
 *
 * Events that reached both triggers are the last of the one and the first of the other. They have no number in common, so
 * they are told apart by what came of them: as many of the last responses of the old trigger as are the first of the new
 * one, byte by byte, came already. What one of the two completed differently, or the new one had later than it was waited
 * for, comes twice rather than never. Belongs to one event loop.
 */
final class LiveMove extends Member {

    /** Responses that are held; with more, the old trigger is not waited for any longer. */
    private static final int MOST = 1_000;

    private static final @Nullable EventCursor NOW = null;

    private final FeedScope scope;
    private final Membership old;
    private final Consumer<LiveMove> onOver;
    private final List<Buffer> came = new ArrayList<>();
    private final List<GroupResult> held = new ArrayList<>();
    private State state = State.WAITING;
    private Membership made = Membership.NONE;
    private Ending ending = Ending.NONE;
    private boolean whole;
    private long timer;

    /**
     * Which member of which trigger's group.
     *
     * @param id the join's number
     * @param trigger its address
     * @param groupId the group
     */
    record Membership(long id, String trigger, long groupId) {

        static final Membership NONE = new Membership(0, "", NO_GROUP);
    }

    private enum State {
        WAITING,
        ASKED,
        HOLDING,
        OVER
    }

    /** What the new trigger said after what is held. */
    private enum Ending {
        /** Nothing: more will come. */
        NONE,
        /** That the stream has ended as it should. */
        COMPLETE,
        /** Nothing, since it is gone, or that the group is no more. */
        GONE
    }

    /**
     * Moves one stream.
     *
     * @param old where it is
     * @param onOver called once, not after {@link #drop}; then either it {@link #arrived}, or it is where it was
     */
    LiveMove(FeedScope scope, Membership old, Consumer<LiveMove> onOver) {
        this.scope = scope;
        this.old = old;
        this.onOver = onOver;
    }

    /** Begins after a pause. */
    LiveMove begin(Duration pause, Prepared.Stream stream, OperationRequest request) {
        timer = scope.vertx().setTimer(1 + pause.toMillis(), fired -> ask(stream, request));
        return this;
    }

    private void ask(Prepared.Stream stream, OperationRequest request) {
        state = State.ASKED;
        long id = scope.triggers().nextId();
        scope.triggers()
                .join(id, stream, request, NOW)
                .onSuccess(answer -> onAnswer(id, answer))
                .onFailure(failure -> now());
    }

    private void onAnswer(long id, TriggerLink.Answer answer) {
        if (!(answer.message() instanceof TriggerJoined joined)) {
            now(); // still live where it was
            return;
        }
        if (state != State.ASKED || joined.store() != 0) {
            scope.triggers().leave(id, answer.trigger(), joined.groupId());
            now();
            return;
        }
        state = State.HOLDING;
        made = new Membership(id, answer.trigger(), joined.groupId());
        groupId = joined.groupId();
        from = joined.from();
        scope.groups().add(this, answer.trigger());
        hearBothOut();
    }

    /** First the old trigger; the new one may be behind it, and then still sends what came already. */
    private void hearBothOut() {
        scope.triggers()
                .finish(old)
                .onSuccess(sent -> whole = state == State.HOLDING)
                .compose(sent -> whole ? scope.triggers().await(made) : Future.succeededFuture())
                .onComplete(sent -> now());
    }

    /** The old trigger has sent a response. */
    void onOld(Buffer response) {
        if (state == State.WAITING) {
            return;
        }
        came.add(response);
        if (came.size() > 2 * MOST) {
            came.subList(0, MOST).clear();
        }
    }

    /** Gives it up, whatever it has come to. */
    void drop() {
        State before = state;
        state = State.OVER;
        if (before == State.WAITING) {
            scope.vertx().cancelTimer(timer);
        } else if (before == State.HOLDING && scope.groups().remove(this)) {
            scope.triggers().leave(made.id(), made.trigger(), made.groupId());
        }
    }

    /** Waits for nothing any more: the old trigger is gone, or no other took the stream in. */
    void now() {
        if (state != State.OVER) {
            state = State.OVER;
            onOver.accept(this);
        }
    }

    /** Whether the new trigger has taken the stream in. */
    boolean arrived() {
        return made != Membership.NONE;
    }

    /** Whether the old trigger has sent all that was under way. */
    boolean whole() {
        return whole;
    }

    /** What the stream is a member of now. */
    Membership made() {
        return made;
    }

    /** Hands on what came of the new trigger, without what had come of the old one, to whom is a member there now. */
    void handOn(Member member) {
        for (GroupResult result : rest()) {
            if (!member.enrolled()) {
                return;
            }
            SharedPayload payload = new SharedPayload(
                    result.payload(), Delivery.LIVE, scope.config().delivery(), null);
            scope.metrics().framesOut().increment(member.onNext(result, payload) ? 1 : 0);
            payload.release();
        }
        if (ending != Ending.NONE && scope.groups().remove(member)) {
            end(member);
        }
    }

    private void end(Member member) {
        if (ending == Ending.COMPLETE) {
            member.onComplete();
        } else {
            member.onTriggerGone(0);
        }
    }

    private List<GroupResult> rest() {
        int same = Math.min(came.size(), held.size());
        while (!endsAsTheOtherBegins(same)) {
            same--;
        }
        return held.subList(same, held.size());
    }

    private boolean endsAsTheOtherBegins(int count) {
        int first = came.size() - count;
        for (int i = 0; i < count; i++) {
            if (!came.get(first + i).equals(held.get(i).payload())) {
                return false;
            }
        }
        return true;
    }

    @Override
    Delivery delivery() {
        return Delivery.LIVE;
    }

    @Override
    boolean onNext(GroupResult result, SharedPayload payload) {
        held.add(result);
        if (held.size() > MOST) {
            now();
        }
        return false;
    }

    @Override
    void onPosition(GroupResult result, SharedPayload payload) {}

    @Override
    void onBehind(GroupResult result, long spreadMillis) {
        ending = Ending.GONE;
    }

    @Override
    void onTriggerGone(long spreadMillis) {
        ending = Ending.GONE;
    }

    @Override
    void onTriggerDrains(long spreadMillis) {} // it is told again where the stream has arrived

    @Override
    void onComplete() {
        ending = Ending.COMPLETE;
    }
}
