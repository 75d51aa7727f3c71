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

    private BusAddress() {}

    /** Where {@link JoinTrigger} and {@link LeaveTrigger} for the topics of one shard are sent. */
    public static String trigger(int shard) {
        return INTERNAL_PREFIX + "trigger." + shard;
    }

    /** Where the trigger of one shard takes {@link TopicEvent}s of bridged providers. */
    public static String triggerEvents(int shard) {
        return INTERNAL_PREFIX + "trigger.events." + shard;
    }

    /**
     * Where the trigger of one shard takes {@link LogAdvanced} of its own node's log, apart from events of bridges, so that
     * neither waits for the other's.
     */
    public static String triggerLog(int shard) {
        return INTERNAL_PREFIX + "trigger.log." + shard;
    }

    /** Where one transport instance takes {@link GroupResult}s. */
    public static String transport(String instanceId) {
        return INTERNAL_PREFIX + "transport." + instanceId;
    }

    /** Where a bridge takes {@link OpenTopic}, {@link CloseTopic}, {@link PublishEvent}, {@link RequestEvent} and {@link LogTopics}. */
    public static String provider(String name) {
        return INTERNAL_PREFIX + "provider." + name;
    }

    /** Which of {@code shards} trigger instances owns a topic of a provider. Equal everywhere in a cluster. */
    public static int shardOf(String provider, String topic, int shards) {
        int hash = 31 * provider.hashCode() + topic.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), shards);
    }
}
