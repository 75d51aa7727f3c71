package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders as another system than the shop shows them: as far as it has heard of them. Thread-safe. */
final class OrderCopy {

    private final Map<String, JsonObject> orders = Shop.bounded();

    /** Shows an order from now on. */
    synchronized void apply(JsonObject order) {
        orders.put(order.getString("id"), order);
    }

    synchronized Optional<JsonObject> find(String id) {
        return Optional.ofNullable(orders.get(id)).map(JsonObject::copy);
    }

    /** All of them, the last one first. */
    synchronized List<JsonObject> newest() {
        List<JsonObject> all = new ArrayList<>(orders.values());
        Collections.reverse(all);
        return all;
    }
}
