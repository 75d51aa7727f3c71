package io.weir.model.write;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.error.ErrorCode;
import io.weir.flow.UuidV7;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.json.Json;
import io.weir.model.ModelException;
import io.weir.model.Writes;
import io.weir.store.Store;
import io.weir.store.StoreException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes in PostgreSQL: each is one statement, and one way there and back. What loses to a rival (a deadlock) is tried
 * again; what may have been done is not.
 */
public final class PgWrites implements Writes {

    private static final int TRIES = 6;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    /** PostgreSQL's class of what rivals do to a transaction: it was rolled back. */
    private static final String RIVALS = "40";

    private final Vertx vertx;
    private final Store store;
    private final Runnable written;
    private final Refusals refusals;
    private final UuidV7 ids = new UuidV7(System::currentTimeMillis);
    private final Map<String, Statements> statements = new ConcurrentHashMap<>();

    private record Statements(String create, String update, String delete) {

        static Statements of(Model model) {
            return new Statements(WriteSql.create(model), WriteSql.update(model), WriteSql.delete(model));
        }
    }

    /**
     * Changes the rows of these models.
     *
     * @param written told after commits, at most once for all those of a turn of an event loop
     */
    public PgWrites(Vertx vertx, Store store, Models models, Runnable written) {
        this.vertx = vertx;
        this.store = store;
        this.written = new OncePerTurn(vertx, written);
        this.refusals = new Refusals(models);
        models.all().forEach((name, model) -> statements.put(name, Statements.of(model)));
    }

    @Override
    public Future<Map<String, @Nullable Object>> create(Model model, Map<String, @Nullable Object> input, int depth) {
        return checked(() -> {
            Object given = input.get(Model.ID);
            String id = given == null ? ids.next().toString() : StoredValue.id(Model.ID, given);
            Input row = Input.create(model, id, input);
            Tuple values = Tuple.of(row.json(), depth);
            row.pairs().forEach(values::addValue);
            return run(of(model).create(), values, false).map(rows -> {
                written.run();
                return image(rows.iterator().next());
            });
        });
    }

    @Override
    public Future<@Nullable Map<String, @Nullable Object>> update(
            Model model, String id, Map<String, @Nullable Object> input, @Nullable Integer expectedVersion, int depth) {
        return checked(() -> {
            Input row = Input.update(model, input);
            Tuple values = Tuple.of(StoredValue.id(Model.ID, id), row.json(), expectedVersion, depth);
            row.pairs().forEach(values::addValue);
            return run(of(model).update(), values, false).map(rows -> updated(model, row, expectedVersion, rows));
        });
    }

    private @Nullable Map<String, @Nullable Object> updated(
            Model model, Input input, @Nullable Integer expectedVersion, RowSet<Row> rows) {
        RowIterator<Row> found = rows.iterator();
        if (!found.hasNext()) {
            return null;
        }
        Row row = found.next();
        if (row.getString("refused") != null) {
            throw Refusals.of(model, row, input, expectedVersion);
        }
        if (row.getBoolean("written")) {
            written.run();
        }
        return image(row);
    }

    @Override
    public Future<@Nullable Map<String, @Nullable Object>> delete(Model model, String id, int depth) {
        return checked(() -> run(of(model).delete(), Tuple.of(StoredValue.id(Model.ID, id), depth), true)
                .map(rows -> {
                    RowIterator<Row> found = rows.iterator();
                    if (!found.hasNext()) {
                        return null;
                    }
                    written.run();
                    return image(found.next());
                }));
    }

    private Statements of(Model model) {
        Statements known = statements.get(model.name());
        if (known == null) {
            throw new IllegalArgumentException("no model " + model.name());
        }
        return known;
    }

    private static <T extends @Nullable Object> Future<T> checked(Supplier<Future<T>> change) {
        try {
            return change.get();
        } catch (ModelException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<RowSet<Row>> run(String statement, Tuple values, boolean deletes) {
        return attempt(statement, values, 1).recover(failure -> Future.failedFuture(refusal(failure, deletes)));
    }

    private Future<RowSet<Row>> attempt(String statement, Tuple values, int tries) {
        return store.execute(statement, values)
                .recover(failure -> tries < TRIES && lostToRival(failure)
                        ? pause(tries).compose(pause -> attempt(statement, values, tries + 1))
                        : Future.failedFuture(failure));
    }

    private Future<Long> pause(int tries) {
        int millis = 1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS * tries);
        return vertx.timer(millis, TimeUnit.MILLISECONDS).map((long) millis);
    }

    private static boolean lostToRival(Throwable failure) {
        return failure.getCause() instanceof PgException refused
                && String.valueOf(refused.getSqlState()).startsWith(RIVALS);
    }

    private Throwable refusal(Throwable failure, boolean deletes) {
        if (failure instanceof PgException refused) {
            return refusals.of(refused, deletes);
        }
        return failure instanceof StoreException away ? unavailable(away) : failure;
    }

    private static ModelException unavailable(StoreException away) {
        return away.unknown()
                ? new ModelException(
                        ErrorCode.MODELS_UNAVAILABLE,
                        "the store did not answer: nobody knows whether the change was made",
                        Map.of("outcome", "UNKNOWN"))
                : new ModelException(
                        ErrorCode.MODELS_UNAVAILABLE,
                        "the store is not available: nothing was changed",
                        Map.of("outcome", "NOT_DONE"));
    }

    @SuppressWarnings("unchecked") // every image is an object
    private static Map<String, @Nullable Object> image(Row row) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(Json.parse(row.getString("image")));
    }
}
