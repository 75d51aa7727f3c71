package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.MapOf;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import io.weir.config.yaml.VariableNames;
import io.weir.template.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How actions run, and whom they may call.
 *
 * @param allow origins that actions may call, in lower case; those may be loopback or private
 * @param headers headers of the client's request that templates may name, in lower case
 * @param env environment variables that templates may name, with their values, which are secrets
 * @param amqp the provider that serves {@code amqp:} targets
 * @param defaults how handlers are called that do not say otherwise
 * @param fields how those are called that do, by the mutation's field
 * @param places calls of handlers that a node may have under way at once, of all actions
 * @param queue actions that may wait for a place without being stored
 * @param lease how long a node that is silent keeps an action from the others
 * @param poll how often a node looks for actions that are due
 * @param drain how long a stop waits for calls that are under way
 * @param batch what {@code batch} may ask for
 * @param retention how long the store remembers
 */
public record ActionsConfig(
        List<String> allow,
        List<String> headers,
        Map<String, String> env,
        Optional<String> amqp,
        ActionConfig defaults,
        Map<String, ActionConfig> fields,
        int places,
        int queue,
        Duration lease,
        Duration poll,
        Duration drain,
        BatchLimits batch,
        RetentionConfig retention) {

    private static final Pattern FIELD = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*");
    private static final ListOf<String> ORIGINS = new ListOf<>(Values.text(
            "an origin such as https://api.example.com or http://localhost:9000",
            Pattern.compile(
                    "[Hh][Tt][Tt][Pp][Ss]?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:" + Rules.PORT_NUMBER + ")?")));
    private static final ListOf<String> HEADERS = new ListOf<>(Rules.HEADER_NAME);
    private static final Scalar<Integer> QUEUE = Values.integer(0, 1_000_000);
    private static final Scalar<Duration> LEASE = Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(10));
    private static final Scalar<Duration> POLL = Values.duration(Duration.ofMillis(10), Duration.ofMinutes(1));

    static final Shape<ActionsConfig> SHAPE = keys -> {
        List<String> allow = keys.optional(
                "allow",
                ORIGINS,
                List.of(),
                "Origins that actions may call; what stands here may also be loopback or private.");
        List<String> headers = keys.optional(
                "headers", HEADERS, List.of(), "Headers of the client's request that templates may name.");
        Map<String, String> env = keys.optional(
                "env",
                new VariableNames(),
                Map.of(),
                "Environment variables that templates may name, `NAME` or `NAME:default`; one without a default must be set.");
        Optional<String> amqp = keys.optional(
                "amqp",
                new OptionalOf<>(Rules.PROVIDER_NAME),
                Optional.empty(),
                "The provider of kind `rabbitmq` that serves `amqp:` targets.");
        ActionConfig defaults = ActionConfig.shape(ActionConfig.DEFAULT).of(keys);
        return new ActionsConfig(
                allow,
                headers,
                env,
                amqp,
                defaults,
                keys.optional(
                        "fields",
                        new MapOf<>(FIELD, new Section<>(ActionConfig.shape(defaults))),
                        Map.of(),
                        "Actions that differ, by the mutation's field."),
                keys.optional(
                        "places",
                        Rules.COUNT,
                        256,
                        "Calls of handlers that a node may have under way at once, of all actions."),
                keys.optional(
                        "queue",
                        QUEUE,
                        1000,
                        "Actions that may wait for one of them to end without being stored; more fail at once."),
                keys.optional(
                        "lease",
                        LEASE,
                        Duration.ofSeconds(30),
                        "How long a node that has died keeps its actions and deliveries from the others."),
                keys.optional("poll", POLL, Duration.ofSeconds(1), "How often a node looks for actions that are due."),
                keys.optional(
                        "drain",
                        Rules.TIMEOUT_OR_ZERO,
                        Duration.ofSeconds(25),
                        "How long a stop waits for calls that are under way."),
                keys.optional(
                        "batch", new Section<>(BatchLimits.SHAPE), BatchLimits.DEFAULT, "What `batch` may ask for."),
                keys.optional(
                        "retention",
                        new Section<>(RetentionConfig.SHAPE),
                        RetentionConfig.DEFAULT,
                        "How long the store remembers actions."));
    };

    /** No target, and patience. */
    public static final ActionsConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule; origins and headers become lower case. */
    public ActionsConfig {
        ORIGINS.check("allow", allow);
        allow = lowerCase(allow);
        HEADERS.check("headers", headers);
        headers = lowerCase(headers);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        Rules.COUNT.check("places", places);
        QUEUE.check("queue", queue);
        LEASE.check("lease", lease);
        POLL.check("poll", poll);
        Rules.TIMEOUT_OR_ZERO.check("drain", drain);
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** Whom Weir may call. */
    public Set<Origin> origins() {
        return allow.stream().flatMap(origin -> Origin.parse(origin).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** How the handler of a mutation's field is called. */
    public ActionConfig action(String field) {
        return fields.getOrDefault(field, defaults);
    }

    /** How often leases are prolonged: twice may fail. */
    public Duration heartbeat() {
        return lease.dividedBy(3);
    }

    /** The values of variables are secrets. */
    @Override
    public String toString() {
        return "ActionsConfig[allow=" + allow + ", env=" + env.keySet() + ", fields=" + fields.keySet() + "]";
    }
}
