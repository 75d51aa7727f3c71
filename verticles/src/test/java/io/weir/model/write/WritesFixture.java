package io.weir.model.write;

import io.vertx.core.Future;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.json.Json;
import io.weir.model.ModelException;
import io.weir.model.table.ModelTables;
import io.weir.store.StoreFixture;
import io.weir.store.UnfitStoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The {@link Shop} in an empty store, and what its tables and its events are. */
final class WritesFixture implements AutoCloseable {

    final StoreFixture store = new StoreFixture();
    final AtomicInteger hints = new AtomicInteger();
    final PgWrites writes = new PgWrites(store.vertx(), store.store(), Shop.MODELS, hints::incrementAndGet);

    WritesFixture() {
        try {
            new ModelTables(Shop.MODELS, Set.of()).run(store.database().source());
        } catch (SQLException | UnfitStoreException e) {
            throw new AssertionError(e);
        }
    }

    Map<String, @Nullable Object> create(Model model, Map<String, @Nullable Object> input) {
        return StoreFixture.await(writes.create(model, input, 0));
    }

    @Nullable
    Map<String, @Nullable Object> update(Model model, String id, Map<String, @Nullable Object> input) {
        return StoreFixture.await(writes.update(model, id, input, null, 0));
    }

    @Nullable
    Map<String, @Nullable Object> delete(Model model, String id) {
        return StoreFixture.await(writes.delete(model, id, 0));
    }

    /** The events that were written, in their order. */
    List<Map<String, @Nullable Object>> events() {
        return store
                .database()
                .query("select convert_from(payload, 'UTF8') from weir.model_event order by seq")
                .stream()
                .map(WritesFixture::object)
                .toList();
    }

    /** Why a change is refused. */
    static ModelException refused(Future<?> change) {
        try {
            Object done = StoreFixture.await(change);
            throw new AssertionError("not refused: " + done);
        } catch (ModelException refused) {
            return refused;
        }
    }

    static ErrorCode code(Future<?> change) {
        return refused(change).code();
    }

    @SuppressWarnings("unchecked") // the test knows that it is one
    static Map<String, @Nullable Object> object(String json) {
        return (Map<String, @Nullable Object>) Json.parse(json);
    }

    @Override
    public void close() {
        store.close();
    }
}
