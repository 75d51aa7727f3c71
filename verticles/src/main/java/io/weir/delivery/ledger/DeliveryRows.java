package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.weir.bus.DeliveryReport;
import io.weir.bus.DeliveryState;
import io.weir.bus.LoggedEvent;
import io.weir.bus.SubscriptionReport;
import io.weir.delivery.target.Parcel.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger's statements as records. */
final class DeliveryRows {

    private DeliveryRows() {}

    static Tenure tenure(Row row) {
        Long failing = row.getLong("failing_millis");
        return new Tenure(
                lease(row),
                new Cursor(row.getLong("store"), row.getLong("position")),
                Set.of(row.getArrayOfStrings("topics")),
                row.getLong("changes"),
                failing == null ? null : Duration.ofMillis(failing));
    }

    static Standing standing(Row row) {
        return new Standing(lease(row), row.getBoolean("enabled"), row.getLong("changes"));
    }

    private static Lease lease(Row row) {
        return new Lease(row.getString("name"), row.getLong("epoch"));
    }

    static Waiting waiting(Row row) {
        return new Waiting(
                row.getUUID("id"),
                row.getLong("turn"),
                row.getString("key"),
                Step.valueOf(row.getString("step")),
                row.getInteger("attempts"),
                row.getInteger("spent"),
                Duration.ofMillis(Math.max(0, row.getLong("pause_millis"))));
    }

    static Contents contents(Row row) {
        Buffer id = row.getBuffer("event_id");
        LoggedEvent event = new LoggedEvent(
                row.getString("provider"),
                row.getString("topic"),
                row.getLong("position"),
                id == null ? null : id.toString(StandardCharsets.UTF_8),
                row.getInteger("depth"),
                row.getBuffer("payload"));
        return new Contents(
                event,
                row.getString("root"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getBuffer("data"),
                row.getBuffer("before"));
    }

    static DeliveryReport report(Row row) {
        return new DeliveryReport(
                row.getLong("number"),
                DeliveryIds.text(row.getUUID("id")),
                row.getString("subscription"),
                row.getString("provider"),
                row.getString("topic"),
                row.getLong("position"),
                row.getString("root"),
                row.getString("key"),
                DeliveryState.valueOf(row.getString("state")),
                row.getString("step"),
                row.getInteger("attempts"),
                Buffer.buffer(row.getString("log")),
                row.getBuffer("failure"),
                millis(row.getOffsetDateTime("due_at")),
                millis(row.getOffsetDateTime("created_at")),
                millis(row.getOffsetDateTime("finished_at")),
                row.getInteger("depth"),
                row.getInteger("payload_size"),
                row.getInteger("data_size"),
                row.getBuffer("payload"),
                row.getBuffer("data"),
                row.getBuffer("response"));
    }

    static SubscriptionReport subscription(Row row) {
        return new SubscriptionReport(
                row.getString("name"),
                false,
                row.getBoolean("enabled"),
                millis(row.getOffsetDateTime("since")),
                row.getString("reason"),
                row.getString("owner"),
                row.getLong("position"),
                -1,
                row.getLong("pending"),
                row.getLong("dead"),
                Objects.requireNonNullElse(row.getLong("oldest_millis"), 0L));
    }

    /** Since 1970; 0 for null. */
    private static long millis(@Nullable OffsetDateTime time) {
        return time == null ? 0 : time.toInstant().toEpochMilli();
    }
}
