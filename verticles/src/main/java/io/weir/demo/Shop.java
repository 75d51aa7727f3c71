package io.weir.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Users, carts and orders, in memory. It does what an idempotency key names only once, and gives the same answer again, as a
 * good API does. Thread-safe.
 */
final class Shop {

    /** What is remembered of the past; the demo may run for long. */
    private static final int MEMORY = 10_000;

    private final Clock clock;
    private final Map<String, JsonObject> users = bounded();
    private final Map<String, JsonObject> carts = bounded();
    private final Map<String, JsonObject> answers = bounded();
    private final Map<String, Integer> calls = bounded();
    private int lastUser;
    private int lastOrder;

    Shop(Clock clock) {
        this.clock = clock;
    }

    /** A map that forgets what came first. */
    static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MEMORY;
            }
        };
    }

    /** How often a key was sent so far, this time included. */
    synchronized int calls(String key) {
        return calls.merge(key, 1, Integer::sum);
    }

    synchronized JsonObject createUser(String key, String name) {
        return once(key, () -> {
            String id = String.valueOf(++lastUser);
            users.put(
                    id,
                    new JsonObject()
                            .put("id", id)
                            .put("name", name)
                            .put("createdAt", clock.instant().toString()));
            return new JsonObject().put("userId", id).put("name", name);
        });
    }

    synchronized Optional<JsonObject> user(String id) {
        return Optional.ofNullable(users.get(id)).map(JsonObject::copy);
    }

    /** The changed entities, or failures when the cart is there already. */
    synchronized JsonObject createCart(String key, String cartMask) {
        return once(key, () -> {
            if (carts.containsKey(cartMask)) {
                return failure("there is a cart \"" + cartMask + "\" already");
            }
            carts.put(cartMask, new JsonObject().put("cartMask", cartMask).put("items", new JsonArray()));
            JsonObject changed = new JsonObject().put("type", "Cart").put("identifiers", new JsonArray().add(cartMask));
            return new JsonObject().put("changedEntities", new JsonArray().add(changed));
        });
    }

    /** The cart with what was added, or failures when there is none. */
    synchronized JsonObject addToCart(String key, String cartMask, String sku, int qty) {
        return once(key, () -> {
            JsonObject cart = carts.get(cartMask);
            if (cart == null) {
                return failure("there is no cart \"" + cartMask + "\"");
            }
            cart.getJsonArray("items").add(new JsonObject().put("sku", sku).put("qty", qty));
            return new JsonObject().put("cart", cart.copy());
        });
    }

    synchronized Optional<JsonObject> cart(String cartMask) {
        return Optional.ofNullable(carts.get(cartMask)).map(JsonObject::copy);
    }

    /** The order; who shows orders is told of it by others. */
    synchronized JsonObject placeOrder(String key, String sku, int qty) {
        return once(
                key,
                () -> new JsonObject()
                        .put("__typename", "Order")
                        .put("id", String.valueOf(++lastOrder))
                        .put("version", 1)
                        .put("sku", sku)
                        .put("qty", qty));
    }

    private JsonObject once(String key, Supplier<JsonObject> work) {
        JsonObject known = answers.get(key);
        JsonObject answer = known == null ? work.get() : known;
        answers.put(key, answer);
        return answer.copy();
    }

    private static JsonObject failure(String message) {
        return new JsonObject().put("failures", new JsonArray().add(new JsonObject().put("message", message)));
    }
}
