package io.weir.config;

import io.weir.config.yaml.MapOf;
import io.weir.config.yaml.NamedSections;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Sections;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Variants;
import io.weir.template.Origin;
import io.weir.template.UrlTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The whole configuration of a node.
 *
 * @param graph where the schema comes from and what a query may cost
 * @param http the public endpoint
 * @param admin the operations endpoint
 * @param providers the event sources by name; always has {@code default}
 * @param events how events and requests over topics behave
 * @param triggers how topics are shared between subscribers
 * @param actions how actions run, and whom they may call
 * @param store where everything durable is kept
 * @param log which events are kept, and for how long
 * @param consistency which systems show writes, and how long reads wait for them
 * @param models how the tables of the models follow the schema
 * @param deliveries the server-side subscriptions; each has a name of its own
 * @param hooks who has a say in mutations
 * @param bridge ways onto the event bus for programs that are no verticles
 * @param verticles the user's own that run within the node, in the order of their start
 * @param logging what a node says of itself and how
 * @param reload when the graph is loaded again
 * @param cluster the nodes that work together
 */
public record WeirConfig(
        GraphConfig graph,
        HttpConfig http,
        AdminConfig admin,
        Map<String, ProviderConfig> providers,
        EventsConfig events,
        TriggersConfig triggers,
        ActionsConfig actions,
        StoreConfig store,
        LogConfig log,
        ConsistencyConfig consistency,
        ModelsConfig models,
        List<DeliveryConfig> deliveries,
        HooksConfig hooks,
        BridgeConfig bridge,
        List<VerticleConfig> verticles,
        LoggingConfig logging,
        ReloadConfig reload,
        ClusterConfig cluster) {

    /** The provider of fields that name none. */
    public static final String DEFAULT_PROVIDER = "default";

    private static final MapOf<ProviderConfig> PROVIDERS = new MapOf<>(
            Rules.PROVIDER,
            new Variants<>(
                    Map.of(
                            "bus",
                            ProviderConfig.Bus.SHAPE,
                            "rabbitmq",
                            ProviderConfig.Rabbitmq.SHAPE,
                            "nats",
                            ProviderConfig.Nats.SHAPE,
                            "kafka",
                            ProviderConfig.Kafka.SHAPE),
                    Set.of()));

    private static final Variants<StoreConfig> STORE = new Variants<StoreConfig>(
                    Map.of("embedded", StoreConfig.Embedded.SHAPE, "postgres", StoreConfig.Postgres.SHAPE), Set.of())
            .otherwise("embedded");

    static final Shape<WeirConfig> SHAPE = keys -> {
        WeirConfig config = new WeirConfig(
                keys.required("graph", new Section<>(GraphConfig.SHAPE), GraphConfig.SHAPE.defaults(), "The schema."),
                keys.optional("http", new Section<>(HttpConfig.SHAPE), HttpConfig.DEFAULT, "The public endpoint."),
                keys.optional(
                        "admin",
                        new Section<>(AdminConfig.SHAPE),
                        AdminConfig.DEFAULT,
                        "The operations endpoint: health and metrics."),
                keys.optional(
                        "providers",
                        PROVIDERS,
                        Map.of(),
                        "Where events come from and go to, by name; `default` is the bus unless it is given."),
                keys.optional(
                        "events",
                        new Section<>(EventsConfig.SHAPE),
                        EventsConfig.DEFAULT,
                        "How events and requests over topics behave."),
                keys.optional(
                        "triggers",
                        new Section<>(TriggersConfig.SHAPE),
                        TriggersConfig.DEFAULT,
                        "How topics are shared between subscribers."),
                keys.optional(
                        "actions",
                        new Section<>(ActionsConfig.SHAPE),
                        ActionsConfig.DEFAULT,
                        "How actions run, and whom they may call."),
                keys.optional("store", STORE, StoreConfig.DEFAULT, "Where everything durable is kept."),
                keys.optional(
                        "log",
                        new Section<>(LogConfig.SHAPE),
                        LogConfig.DEFAULT,
                        "Which events are kept, and for how long, so that clients get what they missed."),
                keys.optional(
                        "consistency",
                        new Section<>(ConsistencyConfig.SHAPE),
                        ConsistencyConfig.DEFAULT,
                        "Which systems show writes, and how long reads wait for them."),
                keys.optional(
                        "models",
                        new Section<>(ModelsConfig.SHAPE),
                        ModelsConfig.DEFAULT,
                        "How the tables of the models follow the schema."),
                keys.optional(
                        "deliveries",
                        new NamedSections<>(DeliveryConfig.SHAPE, DeliveryConfig::name),
                        List.of(),
                        "The server-side subscriptions: whom events are delivered to."),
                keys.optional(
                        "hooks",
                        new Section<>(HooksConfig.SHAPE),
                        HooksConfig.DEFAULT,
                        "Who may change or refuse mutations, and who hears of them before the client does."),
                keys.optional(
                        "bridge",
                        new Section<>(BridgeConfig.SHAPE),
                        BridgeConfig.DEFAULT,
                        "Ways onto the event bus for programs that are no verticles."),
                keys.optional(
                        "verticles",
                        new Sections<>(VerticleConfig.SHAPE),
                        List.of(),
                        "Verticles of yours that run within the node, in the order of their start."),
                keys.optional(
                        "logging",
                        new Section<>(LoggingConfig.SHAPE),
                        LoggingConfig.DEFAULT,
                        "What is logged, and how."),
                keys.optional(
                        "reload",
                        new Section<>(ReloadConfig.SHAPE),
                        ReloadConfig.DEFAULT,
                        "When a running node loads its graph again."),
                keys.optional(
                        "cluster",
                        new Section<>(ClusterConfig.SHAPE),
                        ClusterConfig.DEFAULT,
                        "The nodes that work together."));
        keys.optional("auth", new Section<>(Unserved.AUTH), new Unserved(), "Who may ask what.");
        return config;
    };

    /** Adds the default provider where none is given; refuses two endpoints on one port. */
    public WeirConfig {
        if (http.port() != 0 && http.port() == admin.port() && overlap(http.host(), admin.host())) {
            throw new IllegalArgumentException(
                    "http.port and admin.port are both " + http.port() + ": each endpoint needs a port of its own");
        }
        Map<String, ProviderConfig> all = new LinkedHashMap<>(providers);
        all.putIfAbsent(DEFAULT_PROVIDER, new ProviderConfig.Bus());
        providers = Collections.unmodifiableMap(all);
        deliveries = List.copyOf(deliveries);
        verticles = List.copyOf(verticles);
        String broker = actions.amqp().orElse(null);
        if (broker != null && !(providers.get(broker) instanceof ProviderConfig.Rabbitmq)) {
            throw new IllegalArgumentException("actions.amqp: \"" + broker + "\" is no provider of kind rabbitmq");
        }
        checkHooks(hooks, actions);
        checkProviders("log.topics", log.topics(), providers.keySet());
        consistency.systems().forEach((name, system) -> {
            String place = "consistency.systems." + name;
            if (system instanceof SystemConfig.Log reader) {
                checkProviders(place + ".topics", reader.topics(), all.keySet());
                checkStored(place + ".topics", reader, all);
            }
            if (system instanceof SystemConfig.Probe probe && !actions.origins().contains(probe.origin())) {
                throw new IllegalArgumentException("%s.url: add %s to actions.allow, which has whom Weir may call"
                        .formatted(place, probe.origin()));
            }
        });
    }

    private static void checkHooks(HooksConfig hooks, ActionsConfig actions) {
        Set<Origin> origins = actions.origins();
        hooks.all()
                .flatMap(hook -> hook.url().stream())
                .map(url -> UrlTemplate.of(url).origin())
                .filter(origin -> !origins.contains(origin))
                .findFirst()
                .ifPresent(origin -> {
                    throw new IllegalArgumentException(
                            "hooks: add %s to actions.allow, which has whom Weir may call".formatted(origin));
                });
    }

    private static void checkProviders(String place, List<LogConfig.LogTopic> topics, Set<String> providers) {
        for (LogConfig.LogTopic topic : topics) {
            if (!providers.contains(topic.provider())) {
                throw new IllegalArgumentException(
                        "%s: \"%s:%s\": there is no provider \"%s\"; where the topic itself has a colon, write %s: before it"
                                .formatted(place, topic.provider(), topic.topic(), topic.provider(), DEFAULT_PROVIDER));
            }
        }
    }

    /** What a write published to a broker may not be in the log yet when its end is read: the reader would seem to be there. */
    private static void checkStored(String place, SystemConfig.Log reader, Map<String, ProviderConfig> providers) {
        Stream<String> read = reader.topics().isEmpty()
                ? Stream.of(DEFAULT_PROVIDER)
                : reader.topics().stream().map(LogConfig.LogTopic::provider);
        read.filter(name -> !(providers.get(name) instanceof ProviderConfig.Bus))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "%s: the log has events of \"%s\" some time after they were published, too late to say what a write needs: let the system report ack"
                                    .formatted(place, name));
                });
    }

    /** Whether two addresses to listen on have an address in common. */
    private static boolean overlap(String host, String other) {
        return host.equals(other) || Rules.EVERY_ADDRESS.contains(host) || Rules.EVERY_ADDRESS.contains(other);
    }

    /** One graph and defaults for the rest. */
    public static WeirConfig of(GraphConfig graph) {
        return new WeirConfig(
                graph,
                HttpConfig.DEFAULT,
                AdminConfig.DEFAULT,
                Map.of(),
                EventsConfig.DEFAULT,
                TriggersConfig.DEFAULT,
                ActionsConfig.DEFAULT,
                StoreConfig.DEFAULT,
                LogConfig.DEFAULT,
                ConsistencyConfig.DEFAULT,
                ModelsConfig.DEFAULT,
                List.of(),
                HooksConfig.DEFAULT,
                BridgeConfig.DEFAULT,
                List.of(),
                LoggingConfig.DEFAULT,
                ReloadConfig.DEFAULT,
                ClusterConfig.DEFAULT);
    }

    /** This with another graph. */
    public WeirConfig with(GraphConfig other) {
        return with(other, store, models, deliveries, cluster);
    }

    /** This with another store. */
    public WeirConfig with(StoreConfig other) {
        return with(graph, other, models, deliveries, cluster);
    }

    /** This with other deliveries. */
    public WeirConfig with(List<DeliveryConfig> others) {
        return with(graph, store, models, others, cluster);
    }

    /** This with other models' changes allowed. */
    public WeirConfig with(ModelsConfig other) {
        return with(graph, store, other, deliveries, cluster);
    }

    /** This with another cluster. */
    public WeirConfig with(ClusterConfig other) {
        return with(graph, store, models, deliveries, other);
    }

    private WeirConfig with(
            GraphConfig graph,
            StoreConfig store,
            ModelsConfig models,
            List<DeliveryConfig> deliveries,
            ClusterConfig cluster) {
        return new WeirConfig(
                graph,
                http,
                admin,
                providers,
                events,
                triggers,
                actions,
                store,
                log,
                consistency,
                models,
                deliveries,
                hooks,
                bridge,
                verticles,
                logging,
                reload,
                cluster);
    }
}
