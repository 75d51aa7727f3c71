package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.Link;
import io.weir.bridge.MarkedRoutes;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.QueueMarks;
import io.weir.bridge.TopicRoutes;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes links to one NATS server, or cluster. */
final class NatsLinks implements Link.Opener<NatsLink> {

    /** What the client library may hold beside what we do, before a link is given up. */
    private static final long MOST_IN_LIBRARY_BYTES = 128L << 20;

    private final Vertx vertx;
    private final Executor eventLoop;
    private final BrokerThreads threads;
    private final String provider;
    private final NatsAddress address;
    private final ProviderConfig.Nats config;
    private final Duration publishTimeout;
    private final ProviderWords words;
    private final Metrics metrics;
    private final TopicRoutes routes;
    private final QueueMarks marks;
    private final LiveEvents.Listener losses;

    /**
     * Makes nothing yet.
     *
     * @param publishTimeout how long the server may take to confirm an event
     * @param routes where events go
     * @param marks what waits for all of them
     * @param losses hears of events that found no place
     */
    NatsLinks(
            Vertx vertx,
            Executor eventLoop,
            BrokerThreads threads,
            String provider,
            NatsAddress address,
            ProviderConfig.Nats config,
            Duration publishTimeout,
            ProviderWords words,
            Metrics metrics,
            TopicRoutes routes,
            QueueMarks marks,
            LiveEvents.Listener losses) {
        this.vertx = vertx;
        this.eventLoop = eventLoop;
        this.threads = threads;
        this.provider = provider;
        this.address = address;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.words = words;
        this.metrics = metrics;
        this.routes = routes;
        this.marks = marks;
        this.losses = losses;
    }

    @Override
    public NatsLink open(Set<String> topics, Link.Fate fate) throws Exception {
        AtomicReference<@Nullable NatsLink> link = new AtomicReference<>();
        Connection connection = address.connect(
                "live", error -> onError(link.get(), error, fate), failure -> onLost(link.get(), failure, fate));
        try {
            NatsLink opened = link(connection, fate);
            link.set(opened);
            opened.restore(topics);
            return opened;
        } catch (Exception e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return NatsFailure.of(e);
    }

    private NatsLink link(Connection connection, Link.Fate fate) {
        String marksAt = connection.createInbox();
        LiveEvents events = new LiveEvents(
                vertx,
                eventLoop,
                provider,
                config.pending(),
                new MarkedRoutes(marksAt::equals, marks, routes.tap()),
                losses);
        Dispatcher dispatcher = connection.createDispatcher(events::onMessage);
        dispatcher.setPendingLimits(0, MOST_IN_LIBRARY_BYTES);
        dispatcher.subscribe(marksAt);
        StreamSubjects streams = new StreamSubjects(connection);
        Executor writing = threads.publishing();
        return new NatsLink(
                connection,
                dispatcher,
                new NatsMarks(connection, marksAt, closed -> eventLoop.execute(() -> marks.onClosed(closed))),
                new EventPublisher(connection, streams, publishTimeout, writing, words),
                new Requester(vertx, connection, streams, writing, words, metrics),
                fate);
    }

    private static void onError(@Nullable NatsLink link, String error, Link.Fate fate) {
        if (link == null) {
            return;
        }
        NatsFailure.forbidden(error).ifPresent(link::onForbidden);
        if (!NatsFailure.endsConnection(error)) {
            fate.onRefused(NatsFailure.ofServer(error));
        }
    }

    private static void onLost(@Nullable NatsLink link, BrokerFailure failure, Link.Fate fate) {
        if (link == null) {
            fate.onLost(failure);
        } else {
            link.onLost(failure);
        }
    }
}
