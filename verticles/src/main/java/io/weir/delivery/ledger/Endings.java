package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins and ends of attempts as columns of {@link DeliverySql#BEGIN} and {@link DeliverySql#END}. */
final class Endings {

    private Endings() {}

    /** What becomes of one delivery. */
    record End(Lease lease, Waiting waiting, Ending ending) {

        @Nullable
        String outcome() {
            return ending.attempt().map(Ending.Note::outcome).orElse(null);
        }

        @Nullable
        String reason() {
            return ending.attempt().map(Ending.Note::reason).orElse(null);
        }
    }

    static Tuple beginnings(List<Beginning> all) {
        int rows = all.size();
        return heads(all, Beginning::lease, Beginning::waiting)
                .addArrayOfBuffer(column(all, new Buffer[rows], Beginning::data));
    }

    static Tuple endings(List<End> all) {
        int rows = all.size();
        return heads(all, End::lease, End::waiting)
                .addArrayOfString(column(
                        all, new String[rows], one -> one.ending().state().name()))
                .addArrayOfString(
                        column(all, new String[rows], one -> one.ending().step().name()))
                .addArrayOfLong(
                        column(all, new Long[rows], one -> one.ending().pause().toMillis()))
                .addArrayOfBuffer(
                        column(all, new Buffer[rows], one -> one.ending().before()))
                .addArrayOfBuffer(
                        column(all, new Buffer[rows], one -> one.ending().failure()))
                .addArrayOfString(column(all, new String[rows], End::outcome))
                .addArrayOfString(column(all, new String[rows], End::reason))
                .addArrayOfBoolean(
                        column(all, new Boolean[rows], one -> one.ending().blocks()));
    }

    private static <T> Tuple heads(List<T> all, Function<T, Lease> lease, Function<T, Waiting> waiting) {
        int rows = all.size();
        return Tuple.tuple()
                .addArrayOfUUID(
                        column(all, new UUID[rows], one -> waiting.apply(one).id()))
                .addArrayOfString(
                        column(all, new String[rows], one -> lease.apply(one).subscription()))
                .addArrayOfLong(
                        column(all, new Long[rows], one -> lease.apply(one).epoch()))
                .addArrayOfString(column(
                        all, new String[rows], one -> waiting.apply(one).step().name()))
                .addArrayOfInteger(
                        column(all, new Integer[rows], one -> waiting.apply(one).attempts()));
    }

    private static <I, T> @Nullable T[] column(List<I> all, @Nullable T[] column, Function<I, @Nullable T> value) {
        for (int row = 0; row < column.length; row++) {
            column[row] = value.apply(all.get(row));
        }
        return column;
    }
}
