package io.weir.telemetry;

/** The keys of structured log lines; each means the same in every line, so that collectors can index them. */
public final class LogKey {

    /** A provider's name in the configuration. */
    public static final String PROVIDER = "provider";

    /** A rendered topic. */
    public static final String TOPIC = "topic";

    /** How many topics something concerns. */
    public static final String TOPICS = "topics";

    /** A subgraph's name. */
    public static final String SUBGRAPH = "subgraph";

    /** What a circuit breaker is now: open, half open, closed. */
    public static final String CIRCUIT = "circuit";

    /** The moment that something is from. */
    public static final String SINCE = "since";

    /** The exchange of a RabbitMQ provider. */
    public static final String EXCHANGE = "exchange";

    /** The queue of a RabbitMQ provider that keeps events for the log. */
    public static final String QUEUE = "queue";

    /** The AMQP reply code of a failure; 0 when it has none. */
    public static final String CODE = "code";

    /** The pause before the next attempt, in milliseconds. */
    public static final String RETRY_MILLIS = "retryMillis";

    /** Why something failed, in words. */
    public static final String CAUSE = "cause";

    /** The address that clients talk to. */
    public static final String HTTP = "http";

    /** The address for health and metrics. */
    public static final String ADMIN = "admin";

    /** What a node does. */
    public static final String ROLES = "roles";

    /** How many problems were found. */
    public static final String PROBLEMS = "problems";

    /** Top-level keys of the configuration. */
    public static final String SECTIONS = "sections";

    /** The mutation's field of an action. */
    public static final String ACTION = "action";

    /** The mutation's field of a hook. */
    public static final String HOOK = "hook";

    /** An action's id. */
    public static final String ACTION_ID = "actionId";

    /** The number of an action's attempt. */
    public static final String ATTEMPT = "attempt";

    /** How something ended: an error code, or OK. */
    public static final String OUTCOME = "outcome";

    /** The trace of the client's request. */
    public static final String TRACE = "trace";

    /** How many of something there are. */
    public static final String COUNT = "count";

    /** How large something is. */
    public static final String BYTES = "bytes";

    /** The number of an operating system's process. */
    public static final String PROCESS = "process";

    /** A system under {@code consistency.systems}. */
    public static final String SYSTEM = "system";

    /** A server-side subscription, by its name in the configuration. */
    public static final String DELIVERY = "delivery";

    /** The id of one delivery. */
    public static final String DELIVERY_ID = "deliveryId";

    /** A node of the cluster, as operators call it. */
    public static final String NODE = "node";

    /** The id of a node in the cluster. */
    public static final String NODE_ID = "nodeId";

    /** The messages that two nodes have in different versions. */
    public static final String VERSIONS = "versions";

    /** How many nodes the cluster has. */
    public static final String NODES = "nodes";

    /** How many nodes the cluster must have. */
    public static final String MINIMUM = "minimum";

    /** Milliseconds that something took. */
    public static final String MILLIS = "millis";

    /** Where a client comes from. */
    public static final String CLIENT = "client";

    /** An address of the event bus. */
    public static final String ADDRESS = "address";

    /** A verticle under {@code verticles}. */
    public static final String VERTICLE = "verticle";

    private LogKey() {}
}
