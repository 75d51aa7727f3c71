package io.weir.graph.delivery;

import io.weir.config.DeliveryConfig;
import io.weir.config.WeirConfig;
import io.weir.template.Origin;
import java.util.List;
import java.util.Set;

/**
 * What the configuration says of deliveries.
 *
 * @param deliveries each with a name of its own
 * @param origins whom they may call over HTTP
 * @param providers the names of the providers
 * @param multipleRoots whether a document may have several root fields
 */
public record DeliveryRules(
        List<DeliveryConfig> deliveries, Set<Origin> origins, Set<String> providers, boolean multipleRoots) {

    /** There are none. */
    public static final DeliveryRules NONE = new DeliveryRules(List.of(), Set.of(), Set.of(), true);

    /** Copies the collections. */
    public DeliveryRules {
        deliveries = List.copyOf(deliveries);
        origins = Set.copyOf(origins);
        providers = Set.copyOf(providers);
    }

    /** What a configuration says. */
    public static DeliveryRules of(WeirConfig config) {
        return new DeliveryRules(
                config.deliveries(),
                config.actions().origins(),
                config.providers().keySet(),
                config.graph().multipleRoots());
    }
}
