package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** New actions as the parameters of {@link LedgerSql}'s statements: an array for each column. */
final class NewRows {

    private NewRows() {}

    /** For {@link LedgerSql#ACCEPT_PLAIN}. */
    static Tuple plain(List<NewAction> actions) {
        int rows = actions.size();
        return Tuple.tuple()
                .addArrayOfUUID(column(actions, new UUID[rows], NewAction::id))
                .addArrayOfString(column(actions, new String[rows], NewAction::field))
                .addArrayOfString(column(actions, new String[rows], NewAction::owner))
                .addArrayOfBuffer(column(actions, new Buffer[rows], NewAction::arguments))
                .addArrayOfBuffer(column(actions, new Buffer[rows], NewRows::headers))
                .addArrayOfBuffer(column(actions, new Buffer[rows], NewRows::operation))
                .addArrayOfBoolean(column(actions, new Boolean[rows], NewAction::awaited))
                .addArrayOfInteger(column(actions, new Integer[rows], NewRows::attempts))
                .addArrayOfLong(column(actions, new Long[rows], NewRows::deadlineMillis))
                .addArrayOfLong(column(actions, new Long[rows], NewRows::expiryMillis))
                .addArrayOfString(column(actions, new String[rows], NewRows::node))
                .addArrayOfLong(column(actions, new Long[rows], NewRows::leaseMillis));
    }

    /** For {@link LedgerSql#ACCEPT}: keys besides. */
    static Tuple any(List<NewAction> actions) {
        int rows = actions.size();
        return plain(actions)
                .addArrayOfBuffer(column(actions, new Buffer[rows], Digests::key))
                .addArrayOfBuffer(column(actions, new Buffer[rows], NewRows::fingerprint))
                .addArrayOfBuffer(column(actions, new Buffer[rows], Digests::serialKey));
    }

    private static <T> @Nullable T[] column(
            List<NewAction> actions, @Nullable T[] column, Function<NewAction, @Nullable T> value) {
        for (int row = 0; row < column.length; row++) {
            column[row] = value.apply(actions.get(row));
        }
        return column;
    }

    private static Buffer headers(NewAction action) {
        return Documents.ofHeaders(action.headers());
    }

    private static Buffer operation(NewAction action) {
        return Documents.ofOperation(action.operation());
    }

    private static int attempts(NewAction action) {
        return action.terms().attempts();
    }

    private static long deadlineMillis(NewAction action) {
        return action.terms().deadline().toMillis();
    }

    private static long expiryMillis(NewAction action) {
        return action.terms().expiry().toMillis();
    }

    private static @Nullable String node(NewAction action) {
        return action.claimedBy().map(NewAction.Holder::node).orElse(null);
    }

    private static long leaseMillis(NewAction action) {
        return action.claimedBy().map(holder -> holder.lease().toMillis()).orElse(0L);
    }

    private static @Nullable Buffer fingerprint(NewAction action) {
        return action.key().map(NewAction.Key::fingerprint).orElse(null);
    }
}
