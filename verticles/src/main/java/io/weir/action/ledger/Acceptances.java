package io.weir.action.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.ActionState;
import io.weir.store.Store;
import io.weir.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores many new actions with one statement, and finds out what became of those that were not new. */
final class Acceptances {

    private final Store store;

    Acceptances(Store store) {
        this.store = store;
    }

    /** One acceptance for each action, in their order. */
    Future<List<Acceptance>> accept(List<NewAction> actions) {
        return store.repeat(LedgerSql.ACCEPT, values(actions)).compose(rows -> {
            Map<UUID, Acceptance> known = new HashMap<>();
            Map<UUID, Row> fresh = by("id", rows);
            for (NewAction action : actions) {
                Row row = fresh.get(action.id());
                if (row != null) {
                    known.put(action.id(), stored(row, action));
                }
            }
            List<NewAction> others = actions.stream()
                    .filter(action -> !known.containsKey(action.id()))
                    .toList();
            return others.isEmpty() ? Future.succeededFuture(inOrder(actions, known)) : lookUp(actions, others, known);
        });
    }

    /** In a statement of its own, which sees what another one kept this one from storing. */
    private Future<List<Acceptance>> lookUp(
            List<NewAction> actions, List<NewAction> others, Map<UUID, Acceptance> known) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(column(others, NewAction::id).toArray(UUID[]::new))
                .addArrayOfBuffer(others.stream().map(Digests::key).toArray(Buffer[]::new));
        return store.repeat(LedgerSql.ACCEPTED_BEFORE, values).map(rows -> {
            Map<UUID, Row> found = by("asked", rows);
            others.forEach(action -> known.put(action.id(), before(action, found.get(action.id()))));
            return inOrder(actions, known);
        });
    }

    private static Map<UUID, Row> by(String column, RowSet<Row> rows) {
        Map<UUID, Row> found = new HashMap<>();
        rows.forEach(row -> found.put(row.getUUID(column), row));
        return found;
    }

    /**
     * What became of an action that was not new.
     *
     * @throws StoreException when the action that its key named was forgotten in this moment
     */
    private static Acceptance before(NewAction action, @Nullable Row row) {
        if (row == null) {
            throw new StoreException(
                    "the store is not available", new IllegalStateException("key forgotten meanwhile"));
        }
        if (row.getUUID("id").equals(action.id())) {
            return stored(row, action);
        }
        Buffer fingerprint = action.key().orElseThrow().fingerprint();
        return fingerprint.equals(row.getBuffer("fingerprint"))
                ? new Acceptance.Known(Rows.report(row, true))
                : new Acceptance.KeyReused();
    }

    /** The claim is the caller's as long as nobody else has had it. */
    private static Acceptance stored(Row row, NewAction action) {
        boolean claimed = action.claimedBy().isPresent()
                && row.getLong("epoch") == 1
                && row.getString("state").equals(ActionState.IN_PROGRESS.name());
        return new Acceptance.Stored(
                Rows.report(row, false), claimed ? Optional.of(Rows.claim(row)) : Optional.empty());
    }

    private static List<Acceptance> inOrder(List<NewAction> actions, Map<UUID, Acceptance> known) {
        return actions.stream()
                .map(action -> Objects.requireNonNull(known.get(action.id())))
                .toList();
    }

    private static Tuple values(List<NewAction> actions) {
        Function<NewAction, Duration> lease =
                action -> action.claimedBy().map(NewAction.Holder::lease).orElse(Duration.ZERO);
        return Tuple.tuple()
                .addArrayOfUUID(column(actions, NewAction::id).toArray(UUID[]::new))
                .addArrayOfString(column(actions, NewAction::field).toArray(String[]::new))
                .addArrayOfString(column(actions, NewAction::owner).toArray(String[]::new))
                .addArrayOfBuffer(column(actions, NewAction::arguments).toArray(Buffer[]::new))
                .addArrayOfBuffer(column(actions, action -> Documents.ofHeaders(action.headers()))
                        .toArray(Buffer[]::new))
                .addArrayOfBuffer(column(actions, action -> Documents.ofOperation(action.operation()))
                        .toArray(Buffer[]::new))
                .addArrayOfBuffer(actions.stream().map(Digests::key).toArray(Buffer[]::new))
                .addArrayOfBuffer(actions.stream()
                        .map(action ->
                                action.key().map(NewAction.Key::fingerprint).orElse(null))
                        .toArray(Buffer[]::new))
                .addArrayOfBuffer(actions.stream().map(Digests::serialKey).toArray(Buffer[]::new))
                .addArrayOfBoolean(column(actions, NewAction::awaited).toArray(Boolean[]::new))
                .addArrayOfInteger(
                        column(actions, action -> action.terms().attempts()).toArray(Integer[]::new))
                .addArrayOfLong(
                        column(actions, action -> action.terms().deadline().toMillis())
                                .toArray(Long[]::new))
                .addArrayOfLong(
                        column(actions, action -> action.terms().expiry().toMillis())
                                .toArray(Long[]::new))
                .addArrayOfString(actions.stream()
                        .map(action ->
                                action.claimedBy().map(NewAction.Holder::node).orElse(null))
                        .toArray(String[]::new))
                .addArrayOfLong(column(actions, action -> lease.apply(action).toMillis())
                        .toArray(Long[]::new));
    }

    private static <T> List<T> column(List<NewAction> actions, Function<NewAction, T> value) {
        return actions.stream().map(value).toList();
    }
}
