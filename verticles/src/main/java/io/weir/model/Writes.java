package io.weir.model;

import io.vertx.core.Future;
import io.weir.graph.model.Model;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes rows. Each change is one transaction with its event; a row as it comes out is a JSON object: the image of {@link
 * io.weir.model.table.Image}, references as {@code {"__typename", "id"}}. Fails with {@link ModelException} and
 * {@link io.weir.store.StoreException} and nothing else. Thread-safe.
 */
public interface Writes {

    /**
     * Makes a row.
     *
     * @param input by field, coerced: references and lists of references as ids
     * @param depth how many events of ours led to this change; 0 where a client asked
     * @return the new row
     */
    Future<Map<String, @Nullable Object>> create(Model model, Map<String, @Nullable Object> input, int depth);

    /**
     * Changes the fields that the input has.
     *
     * @param expectedVersion the version that the row must have; null for any
     * @return the row afterwards; null when there is no such row
     */
    Future<@Nullable Map<String, @Nullable Object>> update(
            Model model, String id, Map<String, @Nullable Object> input, @Nullable Integer expectedVersion, int depth);

    /**
     * Deletes a row.
     *
     * @return the row as it was; null when there is no such row
     */
    Future<@Nullable Map<String, @Nullable Object>> delete(Model model, String id, int depth);
}
