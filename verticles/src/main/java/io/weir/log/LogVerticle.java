package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.GraphReplaced;
import io.weir.bus.ModelsWritten;
import io.weir.bus.ProviderState;
import io.weir.bus.TopicLost;
import io.weir.cluster.Peers;
import io.weir.config.LogConfig;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.log.ledger.LogLedger;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a node's part of the event log on one event loop. */
public final class LogVerticle extends VerticleBase {

    private static final DeliveryOptions THIS_NODE = new DeliveryOptions().setLocalOnly(true);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** How long what was taken may need to be stored when the node stops. */
    private static final Duration STORING = Duration.ofSeconds(5);

    private final Peers peers;
    private final LogConfig config;
    private final LogLedger ledger;
    private final Supplier<LoggedTopics> topics;
    private final Set<String> busProviders;
    private final Set<String> brokers;
    private final List<String> receivers;
    private final Metrics metrics;
    private final Map<String, Registration> registrations = new HashMap<>();
    /** What goes on by itself until it is stopped. */
    private final List<Runnable> endings = new ArrayList<>();

    private final List<Appender> appenders = new ArrayList<>();
    /** Not started as long as nothing is logged. */
    private @Nullable Tail waiting;

    /**
     * Makes the verticle.
     *
     * @param peers whose bridges have brokers keep events
     * @param topics what is logged by the graph that the node serves now
     * @param busProviders the names of the providers of kind {@code bus}
     * @param brokers the names of the others
     * @param receivers where those listen on this node who are told what was stored
     */
    public LogVerticle(
            Peers peers,
            LogConfig config,
            LogLedger ledger,
            Supplier<LoggedTopics> topics,
            Set<String> busProviders,
            Set<String> brokers,
            List<String> receivers,
            Metrics metrics) {
        this.peers = peers;
        this.config = config;
        this.ledger = ledger;
        this.topics = topics;
        this.busProviders = busProviders;
        this.brokers = brokers;
        this.receivers = List.copyOf(receivers);
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        Tail tail = new Tail(vertx, ledger, receivers, config.poll(), metrics.log());
        ModelRelay relay = new ModelRelay(
                vertx, ledger, () -> topics.get().models(), config.poll(), metrics.log(), tail::onStored);
        Admission admission = new Admission(topics, metrics);
        Appender asked = new Appender(vertx, ledger, Optional.empty(), metrics.log(), tail::onStored);
        Appender heard = new Appender(vertx, ledger, Optional.of(RETRY), metrics.log(), tail::onStored);
        Places places = new Places(ledger, topics);
        Histories histories = new Histories(ledger);
        for (String provider : busProviders) {
            BusSources sources =
                    new BusSources(vertx, peers, provider, admission, heard, metrics, () -> onLost(provider));
            register(provider, (patterns, retired, fresh) -> sources.listen(patterns));
            endings.add(() -> sources.listen(List.of()));
            sources.listen(patterns(provider)); // even before the store is there
            endings.add(peers.follow(members -> sources.place()));
        }
        for (String provider : brokers) {
            BrokerSources sources = new BrokerSources(bus, peers, provider, ledger, config.retention());
            Registration registration = register(provider, sources::bind);
            endings.add(peers.follow(members -> {
                if (sources.moved()) {
                    registration.repeat();
                }
            }));
        }
        MessageConsumer<BusMessage> requests =
                LogEndpoint.serve(bus, new LogEndpoint(admission, asked, places, new Ends(vertx, ledger), histories));
        MessageConsumer<ProviderState> states =
                bus.consumer(BusAddress.PROVIDER_STATE, message -> onProviderState(message.body()));
        MessageConsumer<GraphReplaced> graphs = bus.localConsumer(BusAddress.GRAPH_REPLACED, message -> onGraph());
        MessageConsumer<ModelsWritten> writes = bus.consumer(BusAddress.MODELS_WRITTEN, message -> relay.onWritten());
        Retention retention = new Retention(vertx, ledger, config, metrics.log());
        endings.addAll(List.of(requests::unregister, tail::stop, retention::stop, relay::stop));
        appenders.addAll(List.of(asked, heard));
        waiting = tail;
        retention.start();
        relay.start();
        onGraph();
        endOthers();
        registrations.values().forEach(Registration::start);
        return Future.all(requests.completion(), states.completion(), graphs.completion(), writes.completion())
                .compose(listening -> settled());
    }

    /** A node that says that it is ready logs its topics, unless the store or a broker is away for longer than this. */
    private Future<Void> settled() {
        return Future.join(registrations.values().stream()
                        .map(Registration::settled)
                        .toList())
                .timeout(SETTLING.toMillis(), TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    @Override
    public Future<?> stop() {
        registrations.values().forEach(Registration::stop);
        endings.forEach(Runnable::run);
        return Future.join(
                appenders.stream().map(appender -> appender.close(STORING)).toList());
    }

    private Registration register(String provider, Registration.Binding binding) {
        Registration registration = new Registration(vertx, ledger, provider, binding, () -> tellOfGap(provider));
        registrations.put(provider, registration);
        return registration;
    }

    private void onLost(String provider) {
        Registration registration = registrations.get(provider);
        if (registration != null) {
            registration.lose();
        }
    }

    private void tellOfGap(String provider) {
        TopicLost lost = TopicLost.all(provider);
        receivers.forEach(receiver -> vertx.eventBus().send(receiver, lost, THIS_NODE));
    }

    /** A store is also looked after where nothing is logged any more: what was logged before must be known to have ended. */
    private void onGraph() {
        if (waiting != null && !topics.get().isEmpty()) {
            waiting.start();
            waiting = null;
        }
        registrations.forEach((provider, registration) -> registration.want(patterns(provider)));
    }

    /** The topics of providers that the configuration has no more: nobody logs them. */
    private void endOthers() {
        ledger.providers().onComplete((providers, failure) -> {
            if (failure != null) {
                vertx.setTimer(RETRY.toMillis(), timer -> endOthers());
                return;
            }
            for (String provider : providers) {
                if (!registrations.containsKey(provider)) {
                    register(provider, (patterns, retired, fresh) -> Future.succeededFuture())
                            .want(List.of());
                }
            }
        });
    }

    private void onProviderState(ProviderState state) {
        Registration registration = registrations.get(state.provider());
        if (state.connected() && registration != null) {
            registration.repeat();
        }
    }

    private List<String> patterns(String provider) {
        return topics.get().all().stream()
                .filter(topic -> topic.provider().equals(provider))
                .map(LoggedTopic::pattern)
                .map(Object::toString)
                .distinct()
                .toList();
    }
}
