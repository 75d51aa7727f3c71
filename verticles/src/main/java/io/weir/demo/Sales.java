package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;

/**
 * What the shop sells, one after the other. Numbers grow by one; they begin with the seconds since 1970, so that at one sale
 * a second none comes again when the demo is started anew. Not thread-safe.
 */
final class Sales {

    private static final List<String> SKUS = List.of("tea", "honey", "kettle", "mug");

    private int last;

    Sales(Clock clock) {
        last = Math.toIntExact(clock.instant().getEpochSecond());
    }

    /** The next sale, as an event. */
    JsonObject next() {
        int number = ++last;
        return new JsonObject()
                .put("number", number)
                .put("sku", SKUS.get(number % SKUS.size()))
                .put("qty", 1 + number % 3);
    }
}
