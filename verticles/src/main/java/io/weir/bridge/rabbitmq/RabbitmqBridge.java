package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
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
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Joins the pieces of one bridge. On the event loop of the context it was made on. */
final class RabbitmqBridge implements BrokerBridge, BrokerConnector.Listener<LinkOpener.Opened> {

    private static final long OVERDUE_LOOK_MILLIS = 250;

    private final Vertx vertx;
    private final Peers peers;
    private final StateAnnouncer state;
    private final TopicRoutes routes;
    private final TopicBindings bindings;
    private final QueueMarks marks;
    private final AmqpQueues logged;
    private final LogQueue logQueue;
    private final Optional<ReportQueue> reports;
    private final BrokerConnector<LinkOpener.Opened> connector;
    private final LinkCalls<LinkOpener.Opened> calls;

    RabbitmqBridge(
            Vertx vertx,
            Context context,
            Peers peers,
            String provider,
            ProviderConfig.Rabbitmq config,
            Duration publishTimeout,
            Optional<Duration> keepReports,
            Metrics metrics) {
        Executor eventLoop = new BridgeLoop(context);
        this.vertx = vertx;
        this.peers = peers;
        this.state = new StateAnnouncer(vertx.eventBus(), peers.self(), provider, metrics);
        ProviderWords words = new ProviderWords(provider);
        BrokerThreads threads = new BrokerThreads(provider);
        this.routes = new TopicRoutes(vertx.eventBus(), peers, provider, metrics);
        this.bindings =
                new TopicBindings(eventLoop, threads.topology(), words, failure -> AmqpFailure.say(words, failure));
        this.marks = new QueueMarks(new VertxTiming(vertx, Clock.systemUTC()), eventLoop, threads.topology());
        BrokerLog log = new BrokerLog(provider, Map.of(LogKey.EXCHANGE, config.exchange()));
        BrokerAddress address = new BrokerAddress(provider, config, threads);
        this.logged = new AmqpQueues(address, "log", config, words);
        this.logQueue = new LogQueue(access(eventLoop, threads.log(), logged, config), words, log, this::loseLink);
        this.reports = keepReports.map(keep -> new ReportQueue(
                access(eventLoop, threads.reports(), new AmqpQueues(address, "reports", config, words), config),
                provider,
                AmqpQueues.reports(config.exchange()),
                keep,
                log,
                metrics));
        LinkOpener opener = new LinkOpener(
                vertx, eventLoop, threads, address, config, publishTimeout, words, metrics, provider, routes, marks);
        this.connector = new BrokerConnector<>(
                vertx,
                eventLoop,
                threads.topology(),
                opener,
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
                look -> connector
                        .link()
                        .ifPresent(opened -> opened.link().publisher().refuseOverdue()));
        return connector.start();
    }

    @Override
    public Future<Void> close() {
        Future<Void> reported = reports.map(ReportQueue::close).orElseGet(Future::succeededFuture);
        return logQueue.close().eventually(() -> reported).eventually(connector::close);
    }

    @Override
    public Future<Void> open(String topic, TopicRoute to) {
        return calls.call(topic, opened -> {
            routes.add(topic, to);
            return bindings.bind(topic).onFailure(notBound -> routes.remove(topic, to));
        });
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
    public Future<Boolean> caughtUp() {
        return marks.passed();
    }

    @Override
    public Future<Void> keep(LogTopics topics) {
        return logQueue.keep(topics);
    }

    @Override
    public Future<PublishOutcome> publish(PublishEvent event) {
        return calls.publish(event.topic(), opened -> opened.link().publisher().publish(event));
    }

    @Override
    public Future<EventReply> request(RequestEvent request) {
        return calls.call(request.topic(), opened -> opened.link().requester().request(request));
    }

    @Override
    public Set<String> topics() {
        return bindings.bound();
    }

    @Override
    public void onConnected(LinkOpener.Opened opened, Set<String> topics) {
        marks.onConnected(opened.link().marks());
        bindings.onConnected(opened.link(), topics, opened.unbound().keySet());
        opened.unbound().keySet().forEach(routes::lose);
        if (opened.exchangeWasMissing()) {
            logged.onExchangeMissing();
        }
        logQueue.onConnected();
        reports.ifPresent(ReportQueue::onConnected);
        routes.onConnected();
        state.announce(true);
    }

    @Override
    public void onDisconnected() {
        bindings.onDisconnected();
        marks.onDisconnected();
        logQueue.onDisconnected();
        reports.ifPresent(ReportQueue::onDisconnected);
        routes.onDisconnected();
        state.announce(false);
    }

    private QueueAccess access(Executor eventLoop, Executor thread, AmqpQueues queues, ProviderConfig.Rabbitmq config) {
        BackOff reading = new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom());
        return new QueueAccess(vertx, peers, eventLoop, thread, queues, reading);
    }

    private void loseLink() {
        loseLink(new BrokerFailure(AMQP.NOT_FOUND, "the queue of the log is gone"));
    }

    @Override
    public void loseLink(BrokerFailure why) {
        connector.link().ifPresent(opened -> opened.link().fate().onLost(why));
    }
}
