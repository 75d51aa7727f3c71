package io.weir.model.timeout;

import io.vertx.core.Future;
import io.weir.graph.model.Model;
import io.weir.model.Writes;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes before which something else happens. */
record LateWrites(Writes writes, Supplier<Future<?>> before) implements Writes {

    @Override
    public Future<Map<String, @Nullable Object>> create(Model model, Map<String, @Nullable Object> input, int depth) {
        return before.get().compose(done -> writes.create(model, input, depth));
    }

    @Override
    public Future<@Nullable Map<String, @Nullable Object>> update(
            Model model, String id, Map<String, @Nullable Object> input, @Nullable Integer expectedVersion, int depth) {
        return before.get().compose(done -> writes.update(model, id, input, expectedVersion, depth));
    }

    @Override
    public Future<@Nullable Map<String, @Nullable Object>> delete(Model model, String id, int depth) {
        return before.get().compose(done -> writes.delete(model, id, depth));
    }
}
