package io.weir.model.subgraph;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is asked for in one turn of the event loop and asks for all of it at once. Remembers nothing: what is asked
 * for later is read later. Belongs to one context, on which it answers.
 *
 * @param <V> what there may be of each key
 */
final class Loader<V> {

    private final Context context;
    private final Function<List<String>, Future<Map<String, V>>> batch;
    private Map<String, CompletableFuture<@Nullable V>> waiting = new LinkedHashMap<>();

    /** Asks through {@code batch}, which gives what there is. */
    Loader(Context context, Function<List<String>, Future<Map<String, V>>> batch) {
        this.context = context;
        this.batch = batch;
    }

    /** What there is of a key; null when there is nothing. */
    CompletableFuture<@Nullable V> load(String key) {
        if (waiting.isEmpty()) {
            context.runOnContext(turn -> dispatch());
        }
        return waiting.computeIfAbsent(key, asked -> new CompletableFuture<>());
    }

    private void dispatch() {
        Map<String, CompletableFuture<@Nullable V>> asked = waiting;
        waiting = new LinkedHashMap<>();
        read(List.copyOf(asked.keySet())).onComplete((found, failure) -> {
            if (failure != null) {
                asked.values().forEach(one -> one.completeExceptionally(failure));
            } else {
                asked.forEach((key, one) -> one.complete(found.get(key)));
            }
        });
    }

    private Future<Map<String, V>> read(List<String> keys) {
        try {
            return batch.apply(keys);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }
}
