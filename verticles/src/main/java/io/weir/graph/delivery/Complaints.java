package io.weir.graph.delivery;

import io.weir.config.DeliveryConfig;
import io.weir.config.Problem;
import java.util.List;

/** What is wrong with one delivery, at its place in the configuration. */
record Complaints(DeliveryConfig delivery, List<Problem> problems) {

    /** Complains about a key of the delivery. */
    void about(String key, String message) {
        problems.add(new Problem(
                delivery.place().file(),
                delivery.place().line(),
                delivery.place().column(),
                "the delivery \"%s\": %s: %s".formatted(delivery.name(), key, message)));
    }
}
