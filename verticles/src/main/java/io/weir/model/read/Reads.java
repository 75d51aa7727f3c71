package io.weir.model.read;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.json.Json;
import io.weir.model.ModelException;
import io.weir.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows, always from the primary: images of {@link io.weir.model.table.Image}. Each method is one statement, whatever
 * is asked of it. Fails with {@link ModelException}, and as {@link Store#execute} does; answers on the caller's context.
 * Thread-safe.
 */
public final class Reads {

    /** Rows of all lists of one statement, and of one answer; more would be too much for the memory of a node. */
    public static final int MOST_ROWS = 100_000;

    /** Bytes of the images of one statement, for the same reason. */
    static final int MOST_BYTES = 32 << 20;

    private final Models models;
    private final Store store;

    /** Reads the rows of these models. */
    public Reads(Models models, Store store) {
        this.models = models;
        this.store = store;
    }

    /** Rows by their ids; those that there are. */
    public Future<Map<String, Map<String, @Nullable Object>>> rows(Model model, Collection<String> ids) {
        return ask(Statements.rows(model, ids)).map(found -> {
            Map<String, Map<String, @Nullable Object>> rows = new HashMap<>();
            found.forEach(row -> rows.put(row.getString("id"), image(row.getString("image"))));
            return rows;
        });
    }

    /** A page of all rows that a filter lets through. */
    public Future<Page> page(PageRequest request) {
        return ask(Statements.page(models, request))
                .map(found -> Pages.page(request, found.iterator().next()));
    }

    /** The lists of several rows, by their owners' ids; owners without any are not there. */
    public Future<Map<String, List<Map<String, @Nullable Object>>>> lists(
            ListRequest request, Collection<String> owners) {
        return ask(Statements.lists(models, request, owners)).map(found -> {
            if (found.size() > MOST_ROWS) {
                throw new ModelException(
                        ErrorCode.QUERY_TOO_COMPLEX,
                        "the lists \"%s\" have more than %d rows together: ask for fewer at once"
                                .formatted(request.list().field(), MOST_ROWS));
            }
            Map<String, List<Map<String, @Nullable Object>>> lists = new HashMap<>();
            found.forEach(row -> lists.computeIfAbsent(row.getString("owner"), owner -> new ArrayList<>())
                    .add(image(row.getString("image"))));
            return lists;
        });
    }

    private Future<RowSet<Row>> ask(Statement statement) {
        return store.query(statement.text(), statement.parameters().tuple());
    }

    /**
     * An image.
     *
     * @param json null where a statement has found more than {@link #MOST_BYTES}
     */
    @SuppressWarnings("unchecked") // an image is an object
    static Map<String, @Nullable Object> image(@Nullable String json) {
        if (json == null) {
            throw new ModelException(
                    ErrorCode.QUERY_TOO_COMPLEX,
                    "the rows have more than %d MiB together: ask for fewer at once".formatted(MOST_BYTES >> 20));
        }
        return (Map<String, @Nullable Object>) Objects.requireNonNull(Json.parse(json));
    }
}
