package io.weir.bus;

/**
 * The addresses of the internal legs between stages. All of them start with {@link #INTERNAL_PREFIX}, which no topic
 * may have, so that neither a client's topic nor a bridge can reach them.
 */
public final class BusAddress {

    /** What every internal address starts with and no topic may. */
    public static final String INTERNAL_PREFIX = "weir:";

    /** {@link ProviderState} is published here by bridges. */
    public static final String PROVIDER_STATE = INTERNAL_PREFIX + "provider.state";

    /** {@link GraphReplaced} is published here, for this node alone. */
    public static final String GRAPH_REPLACED = INTERNAL_PREFIX + "graph.replaced";

    /** Where nodes with the role take {@link StartAction}, {@link ReadActions} and {@link ChangeAction}. */
    public static final String ACTIONS = INTERNAL_PREFIX + "actions";

    /** {@link ActionsSettled} is published here. */
    public static final String ACTIONS_SETTLED = INTERNAL_PREFIX + "actions.settled";

    /**
     * Where the log of a node takes {@link AppendEvents}, {@link FindPosition}, {@link FindLogEnd},
     * {@link ReadLog} and {@link ReadHistory}. Any log of a cluster
     * can answer: they share the store.
     */
    public static final String LOG = INTERNAL_PREFIX + "log";

    /**
     * Where gates take {@link AwaitSystems}, {@link AwaitToken}, {@link SealToken} and {@link TakeReports}. Any gate of a
     * cluster can answer: what they know is in the store, or asked of the systems.
     */
    public static final String GATE = INTERNAL_PREFIX + "gate";

    /** {@link SystemsAdvanced} is published here. */
    public static final String SYSTEMS_ADVANCED = INTERNAL_PREFIX + "gate.advanced";

    /**
     * Where nodes with the role take {@link ReadDeliveries}, {@link ReadSubscriptions}, {@link ChangeDeliveries} and {@link
     * ChangeSubscription}. Any of them can answer: what they know is in the store.
     */
    public static final String DELIVERIES = INTERNAL_PREFIX + "deliveries";

    /** {@link SubscriptionsChanged} is published here. */
    public static final String SUBSCRIPTIONS_CHANGED = INTERNAL_PREFIX + "deliveries.changed";

    /** {@link ModelsWritten} is published here. */
    public static final String MODELS_WRITTEN = INTERNAL_PREFIX + "models.written";

    /** Where the delivery stage takes {@link LogAdvanced} of its own node's log. */
    public static final String DELIVERY_LOG = INTERNAL_PREFIX + "deliveries.log";

    /** {@link NodePresence} is published here. */
    public static final String PRESENCE = INTERNAL_PREFIX + "presence";

    private static final char AT_NODE = '@';

    private BusAddress() {}

    /** Where a node takes {@link JoinTrigger} and {@link LeaveTrigger} for the topics of one of its shards. */
    public static String trigger(String node, int shard) {
        return INTERNAL_PREFIX + "trigger." + shard + AT_NODE + node;
    }

    /** Where the trigger of one shard of a node takes {@link RoutedEvent}s of bridged providers. */
    public static String triggerEvents(String node, int shard) {
        return INTERNAL_PREFIX + "trigger.events." + shard + AT_NODE + node;
    }

    /**
     * Where the trigger of one shard takes {@link LogAdvanced} of its own node's log, apart from events of bridges, so that
     * neither waits for the other's.
     */
    public static String triggerLog(int shard) {
        return INTERNAL_PREFIX + "trigger.log." + shard;
    }

    /** Where one transport instance of a node takes {@link GroupResult}s. */
    public static String transport(String node, int instance) {
        return INTERNAL_PREFIX + "transport." + instance + AT_NODE + node;
    }

    /** Where a node's bridge takes {@link OpenTopic}, {@link CloseTopic}, {@link PublishEvent}, {@link RequestEvent} and {@link LogTopics}. */
    public static String provider(String node, String name) {
        return INTERNAL_PREFIX + "provider." + name + AT_NODE + node;
    }

    /** The node that an address of these belongs to; empty for an address that is no node's own. */
    public static String nodeOf(String address) {
        int at = address.lastIndexOf(AT_NODE);
        return at < 0 ? "" : address.substring(at + 1);
    }

    /** Which of {@code shards} trigger instances of a node owns a topic of a provider. Equal everywhere in a cluster. */
    public static int shardOf(String provider, String topic, int shards) {
        int hash = 31 * provider.hashCode() + topic.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), shards);
    }
}
