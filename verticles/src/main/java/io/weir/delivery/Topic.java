package io.weir.delivery;

import io.weir.graph.delivery.DeliveryDefinition;
import java.util.List;

/** A topic of a provider. */
record Topic(String provider, String name) {

    /** Those that a subscription listens to, each once. */
    static List<Topic> of(DeliveryDefinition delivery) {
        return delivery.roots().stream()
                .map(root -> new Topic(root.provider(), root.topic()))
                .distinct()
                .toList();
    }

    /** As the store has it. */
    String text() {
        return provider + ':' + name;
    }
}
