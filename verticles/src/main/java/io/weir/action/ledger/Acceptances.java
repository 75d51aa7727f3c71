package io.weir.action.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.ActionState;
import io.weir.store.Store;
import io.weir.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores many new actions with one statement, and finds out what became of those that were not new. */
final class Acceptances {

    private final Store store;

    Acceptances(Store store) {
        this.store = store;
    }

    /** Whether an action is stored whatever else is: it has no key, and no place in an order. */
    static boolean plain(NewAction action) {
        return action.key().isEmpty() && action.serialKey() == null;
    }

    /** One acceptance for each plain action, in their order. Most actions are plain, and this costs half of the other. */
    Future<List<Acceptance>> acceptPlain(List<NewAction> actions) {
        return store.repeat(LedgerSql.ACCEPT_PLAIN, NewRows.plain(actions))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return actions.stream()
                            .map(action ->
                                    stored(action, row, action.claimedBy().isPresent()))
                            .toList();
                })
                .recover(failure -> isThere(failure) ? accept(actions) : Future.failedFuture(failure));
    }

    /** Whether an action had been stored before, by a statement of which no answer came. */
    private static boolean isThere(Throwable failure) {
        return failure instanceof PgException refused && PgLedger.UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    /** One acceptance for each action, whatever it is, in their order. */
    Future<List<Acceptance>> accept(List<NewAction> actions) {
        return store.repeat(LedgerSql.ACCEPT, NewRows.any(actions)).compose(rows -> {
            Map<UUID, Acceptance> known = new HashMap<>();
            Map<UUID, Row> fresh = by("id", rows);
            for (NewAction action : actions) {
                Row row = fresh.get(action.id());
                if (row != null) {
                    known.put(action.id(), stored(action, row, row.getBoolean("claimed")));
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
                .addArrayOfUUID(others.stream().map(NewAction::id).toArray(UUID[]::new))
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
            return storedBefore(row, action);
        }
        Buffer fingerprint = action.key().orElseThrow().fingerprint();
        return fingerprint.equals(row.getBuffer("fingerprint"))
                ? new Acceptance.Known(Rows.report(row, true))
                : new Acceptance.KeyReused();
    }

    /** All that the store adds to a new action is the time. */
    private static Acceptance stored(NewAction action, Row row, boolean claimed) {
        long acceptedAt = Rows.millis(row.getOffsetDateTime("accepted_at"));
        return new Acceptance.Stored(
                action.accepted(claimed, acceptedAt), claimed ? Optional.of(action.claim()) : Optional.empty());
    }

    /** The claim is the caller's as long as nobody else has had it. */
    private static Acceptance storedBefore(Row row, NewAction action) {
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
}
