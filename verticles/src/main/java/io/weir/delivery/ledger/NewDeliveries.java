package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** New deliveries as columns of {@link DeliverySql#COLLECT}. */
final class NewDeliveries {

    private NewDeliveries() {}

    static List<Object> columns(List<NewDelivery> all) {
        int rows = all.size();
        return List.of(
                column(all, new UUID[rows], NewDelivery::id),
                column(all, new String[rows], one -> one.event().provider()),
                column(all, new String[rows], one -> one.event().topic()),
                column(all, new Long[rows], one -> one.event().position()),
                column(all, new Buffer[rows], NewDeliveries::eventId),
                column(all, new String[rows], NewDelivery::root),
                column(all, new String[rows], one -> DeliveryIds.key(one.key())),
                column(all, new Long[rows], NewDelivery::pauseMillis),
                column(all, new Integer[rows], one -> one.event().depth()),
                column(all, new Buffer[rows], one -> one.event().payload()),
                column(all, new Buffer[rows], NewDelivery::failure));
    }

    private static @Nullable Buffer eventId(NewDelivery one) {
        String id = one.event().id();
        return id == null ? null : Buffer.buffer(id);
    }

    private static <T> @Nullable T[] column(
            List<NewDelivery> all, @Nullable T[] column, Function<NewDelivery, @Nullable T> value) {
        for (int row = 0; row < column.length; row++) {
            column[row] = value.apply(all.get(row));
        }
        return column;
    }
}
