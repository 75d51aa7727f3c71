package io.weir.trigger;

import io.vertx.core.Future;

/** The way from one shard to the bridges. What is said to one bridge arrives there in this order. */
interface BridgeLink {

    /**
     * Asks for a topic's events; done once no later one can be missed.
     *
     * @param behind whether only those are wanted that are published from now on
     */
    Future<Void> open(TopicKey topic, Opening at, boolean behind);

    /** Wants no more of them; the bridge's last word of them comes to where they came. */
    void close(TopicKey topic, Opening at);
}
