package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.flow.BackOff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a link to the broker, or keeps trying. State changes on the event loop only.
 *
 * <pre>
 *              opened                lost
 *  Connecting ────────▶ Connected ──────────▶ Waiting
 *    ▲   │ failed                              ▲   │ pause over
 *    │   └─────────────────────────────────────┘   │
 *    └─────────────────────────────────────────────┘        any ──close──▶ Closed
 * </pre>
 */
final class BrokerConnector {

    private sealed interface State {
        record Connecting() implements State {}

        record Connected(BrokerLink link, long sinceNanos) implements State {}

        record Waiting(long timer) implements State {}

        record Closed() implements State {}
    }

    private final Promise<Void> firstAttempt = Promise.promise();
    private final Vertx vertx;
    private final Executor eventLoop;
    private final Executor topology;
    private final LinkOpener opener;
    private final Duration stable;
    private final BackOff backOff;
    private final BrokerLog log;
    private final Listener listener;
    private volatile State state = new State.Closed();

    /** Hears of links, on the event loop. */
    interface Listener {

        /** The topics that a link must have bound before it counts as connected. */
        Set<String> topics();

        /** A link is there, with these topics bound but for those not allowed. */
        void onConnected(LinkOpener.Opened opened, Set<String> topics);

        /** There is no link; called after each failed attempt too. */
        void onDisconnected();
    }

    /**
     * Makes a connector that does nothing until {@link #start}.
     *
     * @param stable a link that lived as long makes the pauses short again
     */
    BrokerConnector(
            Vertx vertx,
            Executor eventLoop,
            Executor topology,
            LinkOpener opener,
            Duration stable,
            BackOff backOff,
            BrokerLog log,
            Listener listener) {
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
    Future<Void> start() {
        connect();
        return firstAttempt.future();
    }

    /** The link, while there is one. */
    Optional<BrokerLink> link() {
        return state instanceof State.Connected connected ? Optional.of(connected.link()) : Optional.empty();
    }

    /** Ends for good. Done when the link is closed; an attempt under way ends by itself. */
    Future<Void> close() {
        State last = state;
        state = new State.Closed();
        firstAttempt.tryComplete();
        if (last instanceof State.Waiting waiting) {
            vertx.cancelTimer(waiting.timer());
        }
        if (last instanceof State.Connected connected) {
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
        State.Connecting attempt = new State.Connecting();
        state = attempt;
        Set<String> topics = listener.topics();
        topology.execute(() -> attempt(attempt, topics));
    }

    private void attempt(State.Connecting attempt, Set<String> topics) {
        LinkWatch watch = new LinkWatch();
        try {
            LinkOpener.Opened opened = opener.open(topics, watch);
            watch.link = Optional.of(opened.link());
            if (state == attempt) {
                eventLoop.execute(() -> onOpened(attempt, opened, topics));
            } else {
                opened.link().abort();
            }
        } catch (IOException | TimeoutException | RuntimeException e) {
            BrokerFailure failure = BrokerFailure.of(e);
            eventLoop.execute(() -> onFailed(attempt, failure));
        }
    }

    private void onOpened(State.Connecting attempt, LinkOpener.Opened opened, Set<String> topics) {
        if (state != attempt || !opened.link().isOpen()) {
            topology.execute(opened.link()::abort);
            onFailed(attempt, new BrokerFailure(0, "the connection was lost at once"));
            return;
        }
        state = new State.Connected(opened.link(), System.nanoTime());
        log.onConnected(topics.size());
        opened.unbound().forEach(log::onTopicRefused);
        listener.onConnected(opened, topics);
        firstAttempt.tryComplete();
    }

    private void onFailed(State.Connecting attempt, BrokerFailure failure) {
        if (state == attempt) {
            waitAndRetry(failure);
            firstAttempt.tryComplete();
        }
    }

    private void onLost(BrokerLink link, BrokerFailure failure) {
        if (!(state instanceof State.Connected connected) || connected.link() != link) {
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
        state = new State.Waiting(vertx.setTimer(Math.max(1, pause.toMillis()), over -> connect()));
        listener.onDisconnected();
    }

    /** Tells one link's fate to the connector; before the link is whole, {@link #onOpened} looks for itself. */
    private final class LinkWatch implements BrokerLink.Fate {

        private volatile Optional<BrokerLink> link = Optional.empty();

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
