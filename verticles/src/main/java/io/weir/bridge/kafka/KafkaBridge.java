package io.weir.bridge.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BridgeLoop;
import io.weir.bridge.BrokerBridge;
import io.weir.bridge.BrokerConnector;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.LinkCalls;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.StateAnnouncer;
import io.weir.bridge.TopicRoutes;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.bus.LogTopics;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicRoute;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.flow.BackOff;
import io.weir.telemetry.Metrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** Joins the pieces of one bridge. On the event loop of the context it was made on. */
final class KafkaBridge implements BrokerBridge, BrokerConnector.Listener<KafkaLink> {

    private final Vertx vertx;
    private final Context context;
    private final ProviderConfig.Kafka config;
    private final StateAnnouncer state;
    private final ProviderWords words;
    private final TopicRoutes routes;
    private final LiveTopics topics;
    private final LogGroup logGroup;
    private final BrokerConnector<KafkaLink> connector;
    private final LinkCalls<KafkaLink> calls;
    private boolean looking;

    KafkaBridge(
            Vertx vertx,
            Context context,
            Peers peers,
            String provider,
            ProviderConfig.Kafka config,
            Duration publishTimeout,
            Metrics metrics) {
        Executor eventLoop = new BridgeLoop(context);
        this.vertx = vertx;
        this.context = context;
        this.config = config;
        this.state = new StateAnnouncer(vertx.eventBus(), peers.self(), provider, metrics);
        this.words = new ProviderWords(provider);
        BrokerThreads threads = new BrokerThreads(provider);
        ClientSettings settings = new ClientSettings(provider, config);
        BrokerLog log = new BrokerLog(provider, Map.of());
        this.routes = new TopicRoutes(vertx.eventBus(), peers, provider, metrics);
        this.topics = new LiveTopics(context, words, routes, log);
        this.logGroup = new LogGroup(vertx, peers, context, eventLoop, threads, settings, config, words, log);
        KafkaOpener opener = new KafkaOpener(
                context,
                eventLoop,
                threads,
                settings,
                config,
                publishTimeout,
                words,
                routes,
                (topic, failure) -> eventLoop.execute(() -> topics.lose(topic, failure)));
        this.connector = new BrokerConnector<>(
                vertx,
                eventLoop,
                threads.topology(),
                opener,
                config.maxReconnect(),
                new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom()),
                log,
                this);
        this.calls = new LinkCalls<>(connector, words, KafkaTopic::check);
    }

    @Override
    public Future<Void> start() {
        vertx.setPeriodic(config.heartbeat().toMillis(), due -> connector.link().ifPresent(this::look));
        return connector.start();
    }

    @Override
    public Future<Void> close() {
        return logGroup.close().eventually(connector::close);
    }

    @Override
    public Future<Void> open(String topic, TopicRoute to) {
        return calls.call(topic, link -> {
            routes.add(topic, to);
            return topics.open(topic).onFailure(notOpened -> routes.remove(topic, to));
        });
    }

    @Override
    public long close(String topic, TopicRoute to) {
        long last = routes.last(topic, to);
        if (routes.remove(topic, to)) {
            topics.close(topic);
        }
        return last;
    }

    @Override
    public Future<Boolean> caughtUp() {
        return topics.caughtUp();
    }

    @Override
    public Future<Void> keep(LogTopics wanted) {
        return logGroup.keep(wanted);
    }

    @Override
    public Future<PublishOutcome> publish(PublishEvent event) {
        return calls.publish(event.topic(), link -> link.publisher().publish(event));
    }

    /** Kafka knows no replies. */
    @Override
    public Future<EventReply> request(RequestEvent request) {
        return Future.failedFuture(
                new BridgeException(BusFailure.REFUSED, words.say("is Kafka, which takes no requests")));
    }

    @Override
    public Set<String> topics() {
        return topics.open();
    }

    @Override
    public void onConnected(KafkaLink link, Set<String> wanted) {
        topics.onConnected(link, wanted);
        logGroup.onConnected(link);
        routes.onConnected();
        state.announce(true);
    }

    @Override
    public void onDisconnected() {
        topics.onDisconnected();
        logGroup.onDisconnected();
        routes.onDisconnected();
        state.announce(false);
    }

    @Override
    public void loseLink(BrokerFailure why) {
        connector.link().ifPresent(link -> link.fate().onLost(why));
    }

    /** The client library never says that nobody answers it: it tries again for ever. So the cluster is asked. */
    private void look(KafkaLink link) {
        if (looking) {
            return;
        }
        looking = true;
        Future.fromCompletionStage(link.topology().look(), context)
                .onFailure(failure -> link.fate().onLost(KafkaFailure.of(failure)))
                .compose(there -> Future.join(topics.look(), logGroup.look()))
                .onComplete(done -> looking = false);
    }
}
