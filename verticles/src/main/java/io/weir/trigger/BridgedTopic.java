package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.bus.TopicEvent;
import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A topic of a bridged provider: one node's bridge is asked for its events, and another's when the nodes change. It is open
 * at the new one before it is closed at the old one, so that nothing is missed; what both bring is delivered once; and what
 * the new one brings waits until the old one has said its last word, so that the order is kept. Belongs to one event loop.
 *
 * <pre>
 *            opened          another bridge          opened                   closed
 * Asking ───────────▶ Open ─────────────────▶ Moving ───────────▶ Switching ───────────▶ Open
 *  ▲  │ failed         │ ▲    not opened        │ the old bridge died │ the old bridge died, or
 *  │  ▼                │ └──────────────────────┤                     │ too much waits: told
 * Waiting ◀────────────┘ the bridge died: told  └───▶ Asking: told    └───▶ Open
 * </pre>
 */
final class BridgedTopic implements TopicSource {

    /** Events of the new bridge that wait for the old one's last word. */
    static final int MOST_HELD = 1_000;

    /** How long a bridge may keep its last word to itself before it is asked for it again. */
    static final Duration REPEAT = Duration.ofSeconds(2);

    /** How often it is asked; who is there and says nothing for so long has lost the topic. */
    private static final int REPEATS = 15;

    /** How long the new bridge may still bring what the old one has brought. */
    static final Duration SETTLING = Duration.ofNanos(EventKey.LONGEST_NANOS);

    /** How often a client's first opening chooses a node, should one after another be gone. */
    private static final int MOST_CHOICES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TopicKey key;
    private final Bridges bridges;
    private final Listener listener;
    private final Promise<Void> opened = Promise.promise();
    private final RecentEvents.OfTopic recent = new RecentEvents.OfTopic();
    private final Deque<Held> held = new ArrayDeque<>(0);
    private TopicState state = new TopicState.Waiting();
    /** What the newest opening may bring although subscribers have it. */
    private Doubles doubles = Doubles.none();
    /** The same of the one before, while there are two. */
    private Doubles olds = Doubles.none();

    private final LeftOpenings left = new LeftOpenings();

    private int failures;
    private boolean interrupted;
    private boolean reviewing;

    /** Who wants the events. */
    interface Listener {

        /** The next event, once. */
        void onEvent(TopicEvent event);

        /** From here events may be missing. */
        void onInterrupted();

        /** Nothing will come any more: the broker does not allow it. */
        void onLost();
    }

    /** An event of the new opening. */
    private record Held(TopicEvent event, EventKey key, long nanos) {}

    BridgedTopic(TopicKey key, Bridges bridges, Listener listener) {
        this.key = key;
        this.bridges = bridges;
        this.listener = listener;
    }

    TopicKey key() {
        return key;
    }

    /** Asks at once: clients wait for it. */
    @Override
    public Future<Void> open() {
        bridges.add(this);
        Optional<String> bridge = bridges.of(key);
        if (bridge.isEmpty()) {
            opened.fail(new ReplyException(ReplyFailure.NO_HANDLERS, "no node has bridges"));
        } else {
            ask(left.first(bridge.get()));
        }
        return opened.future();
    }

    @Override
    public void close() {
        List<Opening> openings = state.openings();
        become(new TopicState.Closed());
        openings.forEach(at -> bridges.link().close(key, at));
        bridges.remove(this);
        dropHeld();
    }

    /** Whether events may be missing now. */
    boolean interrupted() {
        return interrupted;
    }

    /** Whether there is something to do about the nodes as they are now, and a turn is needed for it. */
    boolean due() {
        closeAgain();
        for (Opening at : state.openings()) {
            if (!bridges.present(at.node())) {
                onDied(at);
            }
        }
        return state instanceof TopicState.Waiting || (state instanceof TopicState.Open open && movesFrom(open.at()));
    }

    /** Has its turn to ask a bridge. Done when that has answered; null when there is nothing to ask. */
    @Nullable
    Future<Void> move() {
        if (!due()) {
            return null;
        }
        Optional<Opening> next = bridges.of(key).flatMap(node -> left.free(node, state.newest(), bridges::present));
        if (next.isEmpty()) {
            reviewLater();
            return null;
        }
        return ask(next.get());
    }

    /** An event that came to one of the shard's addresses; false when it is of no opening of this topic. */
    boolean onEvent(int address, TopicEvent event) {
        if (isAt(state.newest(), address)) {
            onNewest(address, event);
        } else if (isAt(state.oldest(), address)) {
            deliver(event, EventKey.of(event), bridges.nanos(), olds);
        } else {
            return false; // it left its bridge before that heard that the topic is closed
        }
        return true;
    }

    /** A bridge has said its last word. */
    void onClosed(int address, String node) {
        Opening closed = new Opening(node, address);
        left.remove(closed);
        if (state instanceof TopicState.Switching switching && switching.from().equals(closed)) {
            finish(switching.to());
        } else if (closed.equals(state.oldest())) {
            onGone(true);
        } else if (state instanceof TopicState.Moving moving && closed.equals(moving.to())) {
            stay(moving);
        } else if (state instanceof TopicState.Open open && closed.equals(open.at())) { // it had given up this node
            interrupt();
            become(new TopicState.Waiting());
            bridges.review(this);
        }
    }

    /** A bridge is no longer allowed to read the topic. */
    void onLost(int address) {
        if (isAt(state.oldest(), address)) {
            onGone(false);
        } else if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else if (isAt(state.newest(), address)) {
            listener.onLost();
        }
    }

    /** A node's bridge has lost its broker. */
    void onDisconnected(String node) {
        boolean asked = state instanceof TopicState.Asking || state instanceof TopicState.Moving;
        if (isOf(state.oldest(), node) || (!asked && isOf(state.newest(), node))) {
            interrupt();
        }
    }

    /** It has found it again. */
    void onConnected(String node) {
        if (state instanceof TopicState.Open open && open.at().node().equals(node)) {
            interrupted = false;
        }
    }

    /** Asks a bridge, beside another one where one is open. */
    private Future<Void> ask(Opening at) {
        left.begin(at);
        olds = doubles;
        doubles = recent.doubles();
        become(
                state instanceof TopicState.Open open
                        ? new TopicState.Moving(open.at(), at)
                        : new TopicState.Asking(at));
        Future<Void> answer = bridges.link().open(key, at);
        answer.onComplete((done, failure) -> {
            if (!at.equals(state.newest()) || state instanceof TopicState.Open) {
                return;
            }
            if (failure == null) {
                onOpened();
            } else {
                onNotOpened(at, failure);
            }
        });
        return answer;
    }

    private void onOpened() {
        failures = 0;
        if (state instanceof TopicState.Asking asking) {
            become(new TopicState.Open(asking.at()));
            arriveAt(asking.at());
            opened.tryComplete();
            settle();
            bridges.review(this);
        } else if (state instanceof TopicState.Moving moving) {
            become(new TopicState.Switching(moving.from(), moving.to()));
            closeOld(1);
        }
    }

    private void onNotOpened(Opening at, Throwable failure) {
        leave(at); // only its answer may have been late
        if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else if (!opened.future().isComplete() && !again(failure)) {
            close();
            opened.fail(failure);
        } else if (refused(failure)) {
            listener.onLost();
        } else {
            become(new TopicState.Waiting());
            reviewLater();
        }
    }

    /** Goes on with the old bridge, which brings everything that the new one did. */
    private void stay(TopicState.Moving moving) {
        leave(moving.to());
        dropHeld();
        doubles = olds;
        become(new TopicState.Open(moving.from()));
        reviewLater();
    }

    private void closeOld(int times) {
        if (!(state instanceof TopicState.Switching switching)) {
            return;
        }
        if (times > REPEATS) {
            onGone(true);
            return;
        }
        leave(switching.from());
        bridges.after(REPEAT, () -> {
            if (state == switching) {
                closeOld(times + 1);
            }
        });
    }

    private void onNewest(int address, TopicEvent event) {
        EventKey name = EventKey.of(event);
        long now = bridges.nanos();
        if (state.oldest() == null) {
            deliver(event, name, now, doubles);
        } else if (held.size() < MOST_HELD && bridges.mayHold()) {
            held.add(new Held(event, name, now));
        } else if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else {
            onGone(true);
            onEvent(address, event);
        }
    }

    private void deliver(TopicEvent event, EventKey name, long nanos, Doubles known) {
        if (known.take(name, nanos)) {
            return;
        }
        if (bridges.clustered()) {
            bridges.recent().add(recent, name, nanos);
        }
        if (state.oldest() != null) {
            doubles.add(name, nanos);
        }
        listener.onEvent(event);
    }

    private void onDied(Opening at) {
        if (at.equals(state.oldest())) {
            onGone(true);
        } else if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else if (state instanceof TopicState.Asking) {
            left.add(at);
            become(new TopicState.Waiting());
        } else if (state instanceof TopicState.Open) {
            left.add(at);
            interrupt();
            become(new TopicState.Waiting());
        } // a new one that died while the old one closes: seen again when that has closed
    }

    /** The old opening sends no more; {@code silently} when it may have had more. */
    private void onGone(boolean silently) {
        Opening gone = state.oldest();
        if (silently && gone != null) {
            left.add(gone);
            interrupt();
        }
        if (state instanceof TopicState.Switching switching) {
            finish(switching.to());
        } else if (state instanceof TopicState.Moving moving) {
            become(new TopicState.Asking(moving.to()));
            deliverHeld();
        }
    }

    private void finish(Opening to) {
        become(new TopicState.Open(to));
        arriveAt(to);
        deliverHeld();
        settle();
        bridges.review(this);
    }

    private void deliverHeld() {
        bridges.released(held.size());
        for (Held next = held.poll(); next != null; next = held.poll()) {
            deliver(next.event, next.key, next.nanos, doubles);
        }
    }

    private void dropHeld() {
        bridges.released(held.size());
        held.clear();
    }

    /** What was delivered is not brought again later than this. */
    private void settle() {
        olds = Doubles.none();
        if (!doubles.isEmpty()) {
            bridges.after(SETTLING, doubles::clear);
        }
    }

    /** Its bridge may have lost its broker before its answer came. */
    private void arriveAt(Opening at) {
        interrupted = false;
        if (bridges.disconnected(key.provider(), at.node())) {
            interrupt();
        }
    }

    private void interrupt() {
        if (!interrupted) {
            interrupted = true;
            listener.onInterrupted();
        }
    }

    private void reviewLater() {
        failures++;
        if (!reviewing) {
            reviewing = true;
            Duration pause =
                    BackOff.pause(FIRST_PAUSE, LONGEST_PAUSE, Math.min(failures, 20), ThreadLocalRandom.current());
            bridges.after(pause, () -> {
                reviewing = false;
                bridges.review(this);
            });
        }
    }

    /** Closes an opening that may be open, or may become so. */
    private void leave(Opening at) {
        left.add(at);
        bridges.link().close(key, at);
    }

    private void closeAgain() {
        List<Opening> used = state.openings();
        left.openings().stream()
                .filter(at -> !used.contains(at) && bridges.present(at.node()))
                .forEach(at -> bridges.link().close(key, at));
    }

    private boolean movesFrom(Opening at) {
        return bridges.of(key)
                .filter(node -> !node.equals(at.node()) && bridges.connected(key.provider(), node))
                .isPresent();
    }

    private void become(TopicState next) {
        if (!(state instanceof TopicState.Closed)) {
            state = next;
        }
    }

    /** Whether the first opening is tried again: its node had just gone. */
    private boolean again(Throwable failure) {
        return gone(failure) && bridges.clustered() && failures < MOST_CHOICES;
    }

    private static boolean isAt(@Nullable Opening opening, int address) {
        return opening != null && opening.address() == address;
    }

    private static boolean isOf(@Nullable Opening opening, String node) {
        return opening != null && opening.node().equals(node);
    }

    private static boolean gone(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private static boolean refused(Throwable failure) {
        return failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && BusFailure.ofCode(reply.failureCode()) == BusFailure.REFUSED;
    }
}
