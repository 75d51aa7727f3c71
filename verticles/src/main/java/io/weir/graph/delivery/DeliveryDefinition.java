package io.weir.graph.delivery;

import io.weir.config.DeliveryConfig;
import java.util.List;
import java.util.Optional;

/**
 * One server-side subscription, checked against the graph. Immutable.
 *
 * @param config what the configuration says; its name is the subscription's
 * @param document the text of the subscription document
 * @param roots its root fields, in the order of the document, each fed by one topic
 * @param target whom it calls
 * @param then the mutation that follows a target that did it, with templates; empty for none
 * @param onFailure the mutation that follows a target that was given up; empty for none
 */
public record DeliveryDefinition(
        DeliveryConfig config,
        String document,
        List<Root> roots,
        DeliveryTarget target,
        Optional<TemplatedMutation> then,
        Optional<TemplatedMutation> onFailure) {

    /**
     * A root field.
     *
     * @param responseKey its key in the document
     * @param provider the provider's name in the configuration
     * @param topic rendered with the document's arguments
     */
    public record Root(String responseKey, String provider, String topic) {}

    /** Copies the list. */
    public DeliveryDefinition {
        roots = List.copyOf(roots);
    }

    /** The root field of this key; empty where the document has none such any more. */
    public Optional<Root> root(String responseKey) {
        return roots.stream()
                .filter(root -> root.responseKey().equals(responseKey))
                .findFirst();
    }

    /** As the configuration calls it. */
    public String name() {
        return config.name();
    }
}
