package io.weir.bridge.nats;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bridge.BridgeLoop;
import io.weir.bridge.BrokerBridge;
import io.weir.bridge.BrokerConnector;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.LinkCalls;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.QueueMarks;
import io.weir.bridge.StateAnnouncer;
import io.weir.bridge.TopicBindings;
import io.weir.bridge.TopicRoutes;
import io.weir.bridge.queue.LogQueue;
import io.weir.bridge.queue.QueueAccess;
import io.weir.bridge.queue.ReportQueue;
import io.weir.bus.EventReply;
import io.weir.bus.LogTopics;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicRoute;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.flow.BackOff;
import io.weir.flow.VertxTiming;
import io.weir.source.TopicName;
import io.weir.telemetry.Metrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Joins the pieces of one bridge. On the event loop of the context it was made on. */
final class NatsBridge implements BrokerBridge, BrokerConnector.Listener<NatsLink>, LiveEvents.Listener {

    private static final long OVERDUE_LOOK_MILLIS = 250;

    /** The stream of reports: all who share the account read it. */
    private static final String REPORTS = "weir." + ReportQueue.TOPIC;

    private final Vertx vertx;
    private final Peers peers;
    private final Executor eventLoop;
    private final StateAnnouncer state;
    private final Metrics metrics;
    private final BrokerLog log;
    private final TopicRoutes routes;
    private final TopicBindings bindings;
    private final QueueMarks marks;
    private final LogQueue logQueue;
    private final Optional<ReportQueue> reports;
    private final BrokerConnector<NatsLink> connector;
    private final LinkCalls<NatsLink> calls;

    NatsBridge(
            Vertx vertx,
            Context context,
            Peers peers,
            String provider,
            ProviderConfig.Nats config,
            Duration publishTimeout,
            Optional<Duration> keepReports,
            Metrics metrics) {
        this.eventLoop = new BridgeLoop(context);
        this.vertx = vertx;
        this.peers = peers;
        this.state = new StateAnnouncer(vertx.eventBus(), peers.self(), provider, metrics);
        ProviderWords words = new ProviderWords(provider);
        this.metrics = metrics;
        this.log = new BrokerLog(provider, Map.of());
        BrokerThreads threads = new BrokerThreads(provider);
        NatsAddress address = new NatsAddress(provider, config);
        this.routes = new TopicRoutes(vertx.eventBus(), peers, provider, metrics);
        this.bindings =
                new TopicBindings(eventLoop, threads.topology(), words, failure -> NatsFailure.say(words, failure));
        this.marks = new QueueMarks(new VertxTiming(vertx, Clock.systemUTC()), eventLoop, threads.topology());
        JetStreams logged = new JetStreams(vertx, threads.log(), address, "log", words);
        this.logQueue = new LogQueue(access(threads.log(), logged, config), words, log, this::loseLink);
        JetStreams reported = new JetStreams(vertx, threads.reports(), address, "reports", words);
        this.reports = keepReports.map(keep ->
                new ReportQueue(access(threads.reports(), reported, config), provider, REPORTS, keep, log, metrics));
        this.connector = new BrokerConnector<>(
                vertx,
                eventLoop,
                threads.topology(),
                new NatsLinks(
                        vertx,
                        eventLoop,
                        threads,
                        provider,
                        address,
                        config,
                        publishTimeout,
                        words,
                        metrics,
                        routes,
                        marks,
                        this),
                config.maxReconnect(),
                new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom()),
                log,
                this);
        this.calls = new LinkCalls<>(connector, words, TopicName::check);
    }

    @Override
    public Future<Void> start() {
        vertx.setPeriodic(
                OVERDUE_LOOK_MILLIS,
                look -> connector.link().ifPresent(link -> link.publisher().refuseOverdue()));
        return connector.start();
    }

    @Override
    public Future<Void> close() {
        Future<Void> reported = reports.map(ReportQueue::close).orElseGet(Future::succeededFuture);
        return logQueue.close().eventually(() -> reported).eventually(connector::close);
    }

    @Override
    public Future<Void> open(String topic, TopicRoute to) {
        return calls.call(topic, link -> {
            routes.add(topic, to);
            return bindings.bind(topic).onFailure(notBound -> routes.remove(topic, to));
        });
    }

    @Override
    public Future<Boolean> caughtUp() {
        return marks.passed();
    }

    @Override
    public long close(String topic, TopicRoute to) {
        long last = routes.last(topic, to);
        if (routes.remove(topic, to)) {
            bindings.unbind(topic);
        }
        return last;
    }

    @Override
    public Future<Void> keep(LogTopics topics) {
        return logQueue.keep(topics);
    }

    @Override
    public Future<PublishOutcome> publish(PublishEvent event) {
        return calls.publish(event.topic(), link -> link.publisher().publish(event));
    }

    @Override
    public Future<EventReply> request(RequestEvent request) {
        return calls.call(request.topic(), link -> link.requester().request(request));
    }

    @Override
    public Set<String> topics() {
        return bindings.bound();
    }

    @Override
    public void onConnected(NatsLink link, Set<String> topics) {
        marks.onConnected(link.marks());
        bindings.onConnected(link, topics, link.unbound().keySet());
        link.unbound().keySet().forEach(routes::lose);
        logQueue.onConnected();
        reports.ifPresent(ReportQueue::onConnected);
        routes.onConnected();
        state.announce(true);
    }

    @Override
    public void onDisconnected() {
        marks.onDisconnected();
        bindings.onDisconnected();
        logQueue.onDisconnected();
        reports.ifPresent(ReportQueue::onDisconnected);
        routes.onDisconnected();
        state.announce(false);
    }

    @Override
    public void onLost() {
        metrics.eventsLost().increment();
    }

    @Override
    public void onGap(String topic) {
        if (routes.miss(topic)) {
            log.onOverflow(topic);
        }
    }

    private QueueAccess access(Executor thread, JetStreams streams, ProviderConfig.Nats config) {
        BackOff reading = new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom());
        return new QueueAccess(vertx, peers, eventLoop, thread, streams, reading);
    }

    private void loseLink() {
        loseLink(BrokerFailure.saying("the stream of the log lacks events"));
    }

    @Override
    public void loseLink(BrokerFailure why) {
        connector.link().ifPresent(link -> link.onLost(why));
    }
}
