package io.weir.graph.delivery;

import io.weir.config.DeliveryConfig;
import java.util.List;
import java.util.Optional;

/**
 * One server-side subscription, checked against the graph. Immutable.
 *
 * @param config what the configuration says; its name is the subscription's
 * @param document the text of the subscription document
 * @param roots its root fields, in the order of the document, each once for every topic that feeds it
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
     * A root field, as one topic feeds it.
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

    /**
     * The root field of this key; empty where the document has none such any more.
     *
     * @param topic that the event is of; where it no longer feeds the field, one that does stands for it
     */
    public Optional<Root> root(String responseKey, String topic) {
        List<Root> ofField = roots.stream()
                .filter(root -> root.responseKey().equals(responseKey))
                .toList();
        return ofField.stream()
                .filter(root -> root.topic().equals(topic))
                .findFirst()
                .or(() -> ofField.stream().findFirst());
    }

    /** As the configuration calls it. */
    public String name() {
        return config.name();
    }
}
