package io.weir.graph.delivery;

import io.weir.graph.template.TopicTemplate;
import io.weir.template.JsonTemplate;
import io.weir.template.UrlTemplate;
import java.util.Optional;

/** Whom a delivery calls, checked against the graph and the configuration. */
public sealed interface DeliveryTarget {

    /**
     * A webhook.
     *
     * @param url its origin may be called
     * @param body empty for the envelope of Standard Webhooks
     */
    record Webhook(UrlTemplate url, Optional<JsonTemplate> body) implements DeliveryTarget {
        /** An address may hold a secret. */
        @Override
        public String toString() {
            return "Webhook[" + url.origin() + "]";
        }
    }

    /**
     * A topic.
     *
     * @param provider its name in the configuration
     */
    record Topic(String provider, TopicTemplate topic) implements DeliveryTarget {}

    /** A mutation of this graph. */
    record Mutation(TemplatedMutation mutation) implements DeliveryTarget {}

    /** An address of the event bus. */
    record Bus(String address) implements DeliveryTarget {}
}
