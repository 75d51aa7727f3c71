package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.StreamResult;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's subscription to one root field that can be read again, or to several topics, of one field or of several: what
 * each {@link RootStream} brings, merged for the subscriber at the pace of its socket. Belongs to one event loop.
 *
 * <p>While a root reads what it missed, results of all roots leave in the order of their positions; those that are further
 * than the slowest one wait, as far as there is room, and a live root for which there is none reads on from the log
 * later. When all are live, results leave as they come. A subscriber that is full gets nothing: its roots leave their
 * groups with the next event, keep their places, and read on from there when it has room again.
 */
final class EventFeed implements Feed {

    /** How many results wait for those of other roots. */
    static final int MOST_HELD = 1000;

    private static final long MOST_BYTES_HELD = 256 << 10;

    private final FeedScope scope;
    private final Subscriber subscriber;
    private final List<RootStream> roots = new ArrayList<>(1);
    private final EventIds ids;
    private final Stall stall;
    private boolean started;
    private boolean over;
    private boolean releasing;
    /** Whether the client would be better off with a newer event id than the one that it has. */
    private boolean moved;

    private int held;
    private long bytesHeld;

    EventFeed(FeedScope scope, List<Prepared.Stream> streams, OperationRequest request, Subscriber subscriber) {
        this.scope = scope;
        this.subscriber = subscriber;
        streams.forEach(stream -> roots.add(new RootStream(scope, this, stream, request)));
        this.ids = new EventIds(roots);
        this.stall = new Stall(scope.vertx(), scope.config().stallTimeout(), subscriber::onStalled);
    }

    /** Joins the triggers; the answer comes to the subscriber. */
    EventFeed begin() {
        for (RootStream root : roots) {
            if (!over) {
                root.join();
            }
        }
        return this;
    }

    @Override
    public void cancel() {
        if (!over) {
            end();
        }
    }

    @Override
    public void onDrained() {
        stall.over();
        proceed();
    }

    /** A root's trigger took it in, or sent what it missed. */
    void onAnswered() {
        moved = true;
        if (!started && roots.stream().allMatch(RootStream::answered)) {
            started = true;
            scope.metrics().subscriptions().increment();
            subscriber.onLive();
        }
        proceed();
    }

    /** A root's trigger will have nothing of it. */
    void onRefused(RootStream root, Buffer errors) {
        if (started && roots.size() > 1) {
            subscriber.onNext(payload(JoinErrors.ofRoot(errors, root.responseKey()), root));
            proceed();
        } else {
            end();
            subscriber.onRefused(errors);
        }
    }

    /** A root found no trigger, or its trigger no store, for too long. */
    void onBroken(Buffer errors) {
        if (!started) {
            onRefused(roots.get(0), errors);
            return;
        }
        String id = ids.text();
        end();
        subscriber.onBroken(id == null ? errors : JoinErrors.withEventId(errors, id));
    }

    /** A root left its group, since it could neither hand over a result nor hold it. */
    void onFellBack() {
        if (subscriber.full()) {
            scope.metrics().fallbacks().increment();
        }
    }

    /** A root that is only live is on its way to another trigger: events may be missing. */
    void onInterrupted(RootStream root) {
        if (started) {
            subscriber.onNext(payload(JoinErrors.interrupted(), root));
        }
    }

    /** The place of a live root has moved on without a result. */
    void onMoved(SharedPayload payload) {
        moved = true;
        tell(payload);
    }

    /** Whether a live root's result may be handed over as it comes. */
    boolean mayHand(long position) {
        return started && position <= horizon() && !full();
    }

    /** Whether a live root's result of that many bytes may wait. */
    boolean mayHold(int bytes) {
        return roots.size() > 1 && held < MOST_HELD && bytesHeld + bytes <= MOST_BYTES_HELD;
    }

    /** A root holds one more. */
    void onHeld(StreamResult result) {
        held++;
        bytesHeld += result.payload().length();
    }

    /** Hands over a result that came just now, of a stream that is only live; whether the subscriber has it. */
    boolean handLive(SharedPayload payload) {
        if (started) {
            subscriber.onNext(payload.live());
        }
        return started;
    }

    /**
     * Hands over a result.
     *
     * @param position of its event; 0 when it came of none
     * @param ownId the event's own id
     */
    void hand(SharedPayload payload, long position, @Nullable String ownId) {
        if (position == 0) {
            subscriber.onNext(payload);
        } else {
            moved = false;
            subscriber.onNext(ids.mark(payload, roots.size() == 1 ? ownId : null));
        }
    }

    /** Does what can be done now: something came, was handed over, or has room. */
    void proceed() {
        if (!started || over || releasing) {
            return;
        }
        releasing = true; // what is handed over may make room, or end the feed
        try {
            release();
        } finally {
            releasing = false;
        }
        if (over) {
            return;
        }
        if (roots.stream().allMatch(RootStream::finished)) {
            end();
            subscriber.onComplete();
            return;
        }
        tell(null);
        readOn();
    }

    private void release() {
        RootStream next = next();
        while (next != null && !full()) {
            StreamResult result = next.place().take();
            held--;
            bytesHeld -= result.payload().length();
            SharedPayload payload = payload(result.payload(), next);
            hand(payload, result.position(), result.id());
            payload.release();
            scope.metrics().framesOut().increment();
            next = over ? null : next();
        }
    }

    /** The root whose turn it is; null when nothing waits, or only what is further than a root that reads. */
    private @Nullable RootStream next() {
        RootStream next = null;
        long lowest = horizon();
        for (int i = roots.size() - 1; i >= 0; i--) {
            StreamResult first = roots.get(i).place().first();
            if (first != null && first.position() <= lowest) {
                lowest = first.position();
                next = roots.get(i);
            }
        }
        return next;
    }

    /** How far the root is that is furthest behind. */
    private long horizon() {
        long horizon = Long.MAX_VALUE;
        for (int i = 0; i < roots.size(); i++) {
            horizon = Math.min(horizon, roots.get(i).horizon());
        }
        return horizon;
    }

    /** Lets roots read on: those that hold the others up, and the rest while there is room for what they bring. */
    private void readOn() {
        for (RootStream root : roots) {
            if (root.wantsRoom() && (mayHold(0) || root.horizon() == horizon())) {
                if (full()) {
                    return;
                }
                root.join();
            }
        }
    }

    private void tell(@Nullable SharedPayload shared) {
        if (!moved || !started || held > 0 || subscriber.full()) {
            return;
        }
        moved = false;
        SharedPayload position = ids.mark(
                shared == null ? new SharedPayload(Buffer.buffer(0), Delivery.RESUMABLE, false, null) : shared, null);
        if (position.eventId() != null) {
            subscriber.onPosition(position);
        }
    }

    private SharedPayload payload(Buffer response, RootStream root) {
        return new SharedPayload(response, root.delivery(), scope.config().delivery(), null);
    }

    /** Whether something has to wait for the client, which then has so long to read. */
    private boolean full() {
        if (!subscriber.full()) {
            return false;
        }
        stall.begin();
        return true;
    }

    private void end() {
        over = true;
        roots.forEach(RootStream::end);
        stall.over();
        if (started) {
            scope.metrics().subscriptions().decrement();
        }
    }
}
