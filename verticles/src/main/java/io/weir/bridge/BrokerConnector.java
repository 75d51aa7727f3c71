package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Keeps a link to a broker, or keeps trying. State changes on the event loop only.
 *
 * <pre>
 *              opened                lost
 *  Connecting ────────▶ Connected ──────────▶ Waiting
 *    ▲   │ failed                              ▲   │ pause over
 *    │   └─────────────────────────────────────┘   │
 *    └─────────────────────────────────────────────┘        any ──close──▶ Closed
 * </pre>
 */
public final class BrokerConnector<L extends Link> {

    private sealed interface State<L> {
        record Connecting<L>() implements State<L> {}

        record Connected<L>(L link, long sinceNanos) implements State<L> {}

        record Waiting<L>(long timer) implements State<L> {}

        record Closed<L>() implements State<L> {}
    }

    private final Promise<Void> firstAttempt = Promise.promise();
    private final Vertx vertx;
    private final Executor eventLoop;
    private final Executor topology;
    private final Link.Opener<L> opener;
    private final Duration stable;
    private final BackOff backOff;
    private final BrokerLog log;
    private final Listener<L> listener;
    private volatile State<L> state = new State.Closed<>();

    /** Hears of links, on the event loop. */
    public interface Listener<L> {

        /** The topics that a link must have bound before it counts as connected. */
        Set<String> topics();

        /** A link is there, with these topics bound but for those not allowed. */
        void onConnected(L link, Set<String> topics);

        /** There is no link; called after each failed attempt too. */
        void onDisconnected();
    }

    /**
     * Makes a connector that does nothing until {@link #start}.
     *
     * @param topology where links are opened and ended, which blocks
     * @param stable a link that lived as long makes the pauses short again
     */
    public BrokerConnector(
            Vertx vertx,
            Executor eventLoop,
            Executor topology,
            Link.Opener<L> opener,
            Duration stable,
            BackOff backOff,
            BrokerLog log,
            Listener<L> listener) {
        this.vertx = vertx;
        this.eventLoop = eventLoop;
        this.topology = topology;
        this.opener = opener;
        this.stable = stable;
        this.backOff = backOff;
        this.log = log;
        this.listener = listener;
    }

    /** Begins. Done when the first attempt ended, whichever way. */
    public Future<Void> start() {
        connect();
        return firstAttempt.future();
    }

    /** The link, while there is one. */
    public Optional<L> link() {
        return state instanceof State.Connected<L> connected ? Optional.of(connected.link()) : Optional.empty();
    }

    /** Ends for good. Done when the link is closed; an attempt under way ends by itself. */
    public Future<Void> close() {
        State<L> last = state;
        state = new State.Closed<>();
        firstAttempt.tryComplete();
        if (last instanceof State.Waiting<L> waiting) {
            vertx.cancelTimer(waiting.timer());
        }
        if (last instanceof State.Connected<L> connected) {
            Promise<Void> closed = Promise.promise();
            topology.execute(() -> {
                connected.link().abort();
                closed.complete();
            });
            return closed.future();
        }
        return Future.succeededFuture();
    }

    private void connect() {
        State.Connecting<L> attempt = new State.Connecting<>();
        state = attempt;
        Set<String> topics = listener.topics();
        topology.execute(() -> attempt(attempt, topics));
    }

    private void attempt(State.Connecting<L> attempt, Set<String> topics) {
        LinkWatch watch = new LinkWatch();
        try {
            L opened = opener.open(topics, watch);
            watch.link = Optional.of(opened);
            if (state == attempt) {
                eventLoop.execute(() -> onOpened(attempt, opened, topics));
            } else {
                opened.abort();
            }
        } catch (Exception e) {
            BrokerFailure failure = opener.failure(e);
            eventLoop.execute(() -> onFailed(attempt, failure));
        }
    }

    private void onOpened(State.Connecting<L> attempt, L opened, Set<String> topics) {
        if (state != attempt || !opened.isOpen()) {
            topology.execute(opened::abort);
            onFailed(attempt, BrokerFailure.saying("the connection was lost at once"));
            return;
        }
        state = new State.Connected<>(opened, System.nanoTime());
        log.onConnected(topics.size());
        opened.unbound().forEach(log::onTopicRefused);
        listener.onConnected(opened, topics);
        firstAttempt.tryComplete();
    }

    private void onFailed(State.Connecting<L> attempt, BrokerFailure failure) {
        if (state == attempt) {
            waitAndRetry(failure);
            firstAttempt.tryComplete();
        }
    }

    private void onLost(L link, BrokerFailure failure) {
        if (!(state instanceof State.Connected<L> connected) || connected.link() != link) {
            return;
        }
        if (System.nanoTime() - connected.sinceNanos() > stable.toNanos()) {
            backOff.reset();
        }
        topology.execute(link::abort);
        waitAndRetry(failure);
    }

    private void waitAndRetry(BrokerFailure failure) {
        Duration pause = backOff.pause();
        log.onDisconnected(failure, pause);
        state = new State.Waiting<>(vertx.setTimer(Math.max(1, pause.toMillis()), over -> connect()));
        listener.onDisconnected();
    }

    /** Tells one link's fate to the connector; before the link is whole, {@link #onOpened} looks for itself. */
    private final class LinkWatch implements Link.Fate {

        private volatile Optional<L> link = Optional.empty();

        @Override
        public void onLost(BrokerFailure failure) {
            link.ifPresent(lost -> eventLoop.execute(() -> BrokerConnector.this.onLost(lost, failure)));
        }

        @Override
        public void onRefused(BrokerFailure failure) {
            log.onRefused(failure);
        }
    }
}
