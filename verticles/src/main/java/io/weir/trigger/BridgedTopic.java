package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicEvent;
import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /** How long a bridge may keep its last word to itself before it is asked for it again. */
    static final Duration REPEAT = Duration.ofSeconds(2);

    /** How often it is asked; who is there and says nothing for so long has lost the topic. */
    private static final int REPEATS = 15;

    /** How often a client's first opening chooses a node, should one after another be gone or without its broker. */
    private static final int MOST_CHOICES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TopicKey key;
    private final Bridges bridges;
    private final Listener listener;
    private final Promise<Void> opened = Promise.promise();
    private final TopicOutlet outlet;
    private TopicState state = new TopicState.Waiting();
    private int failures;
    private boolean asked;
    private boolean interrupted;
    private boolean reviewing;

    /** Who wants the events. */
    interface Listener {

        /** The next event, once. */
        void onEvent(TopicEvent event);

        /** From here events may be missing. */
        void onInterrupted();

        /** Some events are missing here; those that follow come. */
        void onMissed();

        /** Nothing will come any more: the broker does not allow it. */
        void onLost();
    }

    BridgedTopic(TopicKey key, Bridges bridges, Listener listener) {
        this.key = key;
        this.bridges = bridges;
        this.listener = listener;
        this.outlet = new TopicOutlet(bridges, listener);
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
            opened.fail(OpenFailure.noBridge());
        } else {
            ask(bridge.get());
        }
        return opened.future();
    }

    @Override
    public void close() {
        List<Opening> openings = state.openings();
        become(new TopicState.Closed());
        openings.forEach(this::leave);
        bridges.remove(this);
        outlet.drop();
    }

    /** Whether events may be missing now. */
    boolean interrupted() {
        return interrupted;
    }

    /** Whether there is something to do about the nodes as they are now, and a turn is needed for it. */
    boolean due() {
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
        Optional<String> next = bridges.of(key);
        if (next.isPresent()) {
            return ask(next.get());
        }
        if (opened.future().isComplete()) {
            reviewLater();
        } else { // clients wait for it
            close();
            opened.fail(OpenFailure.noBridge());
        }
        return null;
    }

    /** An event that came to the shard; false when it is of no opening of this topic. */
    boolean onEvent(RoutedEvent routed) {
        Opening by = state.opening(routed.opening());
        if (by == null) {
            return false;
        }
        if (by.late(routed.number())) {
            return true;
        }
        boolean skips = by.skips(routed.number());
        boolean untold = skips && !by.excused();
        if (by == state.newest() && state.oldest() != null) {
            hold(by, routed.event(), untold);
        } else {
            onNext(by, routed.event(), skips, untold);
        }
        return true;
    }

    /** A bridge has said its last word of an opening. */
    void onClosed(TopicClosed closed) {
        Opening at = state.opening(closed.opening());
        if (at == null) {
            return;
        }
        if (state instanceof TopicState.Switching switching && switching.from() == at) {
            if (at.endsBefore(closed.sent())) {
                listener.onMissed();
            }
            finish(switching.to());
        } else {
            onGivenUp(at);
        }
    }

    /** A bridge had given this node up, and with it every opening up to one. */
    void onGivenUp(TopicClosed all) {
        for (Opening at : state.openings()) {
            if (at.node().equals(all.node()) && at.number() <= all.opening()) {
                onGivenUp(at);
            }
        }
    }

    /** A bridge is no longer allowed to read the topic. */
    void onLost(long opening) {
        Opening at = state.opening(opening);
        if (at == null) {
            return;
        }
        if (at == state.oldest()) {
            onGone(false);
        } else if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else {
            listener.onLost();
        }
    }

    /** A node's bridge has lost its broker. */
    void onDisconnected(String node) {
        for (Opening at : state.open()) {
            if (at.node().equals(node)) {
                at.excuse();
                interrupt();
            }
        }
    }

    /** A bridge has found its broker again. */
    void onConnected() {
        if (!state.open().isEmpty()) {
            goOn();
        }
    }

    /** Asks a bridge, beside another one where one is open. */
    private Future<Void> ask(String node) {
        Opening at = bridges.opening(node);
        become(
                state instanceof TopicState.Open open
                        ? new TopicState.Moving(open.at(), at)
                        : new TopicState.Asking(at));
        boolean behind = asked; // what the first opening brings can be nothing that another one has brought
        asked = true;
        Future<Void> answer = bridges.link().open(key, at, behind);
        answer.onComplete((done, failure) -> {
            if (state.opened() || at != state.newest()) {
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
            outlet.settle(asking.at());
            opened.tryComplete();
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
        } else if (OpenFailure.refused(failure)) {
            listener.onLost();
        } else {
            become(new TopicState.Waiting());
            reviewLater();
        }
    }

    /** Goes on with the old bridge, which brings everything that the new one did. */
    private void stay(TopicState.Moving moving) {
        leave(moving.to());
        outlet.drop();
        become(new TopicState.Open(moving.from()));
        goOn();
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

    /**
     * An event in its turn. Where some before it are missing, the new bridge may have them; behind what the old one brings
     * after it they would come out of order. So one of the two is given up.
     */
    private void onNext(Opening by, TopicEvent event, boolean skips, boolean untold) {
        if (untold) {
            listener.onMissed();
        }
        if (skips && state instanceof TopicState.Switching switching) {
            finish(switching.to());
            return;
        }
        if (skips && state instanceof TopicState.Moving moving) {
            stay(moving);
        }
        deliver(by, event);
    }

    private void hold(Opening by, TopicEvent event, boolean untold) {
        if (outlet.hold(event, untold)) {
            return;
        }
        if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else {
            onGone(true);
            deliver(by, event);
        }
    }

    private void deliver(Opening by, TopicEvent event) {
        outlet.deliver(by, state.oldest() == null ? null : state.newest(), event);
    }

    private void onDied(Opening at) {
        if (at == state.oldest()) {
            onGone(true);
        } else if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else if (state instanceof TopicState.Asking) {
            become(new TopicState.Waiting());
        } else if (state instanceof TopicState.Open) {
            interrupt();
            become(new TopicState.Waiting());
        } // a new one that died while the old one closes: seen again when that has closed
    }

    /** A bridge has closed what it was not asked to close: it had given this node up. */
    private void onGivenUp(Opening at) {
        if (at == state.oldest()) {
            onGone(true);
        } else if (state instanceof TopicState.Moving moving) {
            stay(moving);
        } else if (state instanceof TopicState.Asking) {
            onNotOpened(at, OpenFailure.givenUp());
        } else {
            outlet.release(at);
            interrupt();
            become(new TopicState.Waiting());
            bridges.review(this);
        }
    }

    /** The old opening sends no more; {@code silently} when it may have had more. */
    private void onGone(boolean silently) {
        if (silently) {
            interrupt();
        }
        if (state instanceof TopicState.Switching switching) {
            finish(switching.to());
        } else if (state instanceof TopicState.Moving moving) {
            become(new TopicState.Asking(moving.to()));
            outlet.release(moving.to());
        }
    }

    private void finish(Opening to) {
        become(new TopicState.Open(to));
        arriveAt(to);
        outlet.release(to);
        outlet.settle(to);
        bridges.review(this);
    }

    /** Its bridge may have lost its broker before its answer came. */
    private void arriveAt(Opening at) {
        interrupted = false;
        if (bridges.disconnected(key.provider(), at.node())) {
            at.excuse();
            interrupt();
        }
    }

    /** Nothing is missing any more when every bridge that brings events has its broker. */
    private void goOn() {
        interrupted =
                interrupted && state.open().stream().anyMatch(at -> bridges.disconnected(key.provider(), at.node()));
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
            Duration pause = BackOff.pause(FIRST_PAUSE, LONGEST_PAUSE, Math.min(failures, 20), bridges.random());
            bridges.after(pause, () -> {
                reviewing = false;
                bridges.review(this);
            });
        }
    }

    /** Closes an opening that may be open, or may become so. */
    private void leave(Opening at) {
        bridges.link().close(key, at);
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

    /** Whether the first opening is tried again: its node had just gone, or lost its broker while another has it. */
    private boolean again(Throwable failure) {
        boolean elsewhere = OpenFailure.gone(failure)
                || (OpenFailure.unavailable(failure)
                        && bridges.of(key)
                                .filter(node -> bridges.connected(key.provider(), node))
                                .isPresent());
        return elsewhere && bridges.clustered() && failures < MOST_CHOICES;
    }
}
