package io.weir.operator;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryReport;
import io.weir.bus.LoggedEvent;
import io.weir.bus.SubscriptionReport;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bus says, as operators see it. */
final class Shown {

    private Shown() {}

    static Map<String, @Nullable Object> subscription(SubscriptionReport report) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("name", report.name());
        shown.put("configured", report.configured());
        shown.put("enabled", report.enabled());
        shown.put("since", time(report.since()));
        shown.put("reason", report.reason());
        shown.put("owner", report.owner());
        shown.put("position", String.valueOf(report.position()));
        shown.put("lag", report.lag() < 0 ? null : String.valueOf(report.lag()));
        shown.put("pending", bounded(report.pending()));
        shown.put("dead", bounded(report.dead()));
        shown.put("oldestMillis", bounded(report.oldestMillis()));
        return shown;
    }

    static Map<String, @Nullable Object> delivery(DeliveryReport report) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("number", String.valueOf(report.number()));
        shown.put("id", report.id());
        shown.put("subscription", report.subscription());
        shown.put("provider", report.provider());
        shown.put("topic", report.topic());
        shown.put("position", String.valueOf(report.position()));
        shown.put("root", report.root());
        shown.put("key", report.key());
        shown.put("state", report.state().name());
        shown.put("step", report.step());
        shown.put("attempts", report.attempts());
        shown.put("log", json(report.log()));
        shown.put("failure", json(report.failure()));
        shown.put("due", time(report.due()));
        shown.put("created", time(report.created()));
        shown.put("finished", time(report.finished()));
        shown.put("depth", report.depth());
        shown.put("payloadSize", report.payloadSize());
        shown.put("dataSize", report.dataSize());
        shown.put("payload", json(report.payload()));
        shown.put("data", json(report.data()));
        shown.put("response", json(report.response()));
        return shown;
    }

    static Map<String, @Nullable Object> change(LoggedEvent event) {
        Map<?, ?> payload = json(event.payload()) instanceof Map<?, ?> map ? map : Map.of();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("position", String.valueOf(event.position()));
        shown.put("change", event.topic().substring(event.topic().lastIndexOf('.') + 1));
        shown.put("at", payload.get("at"));
        shown.put("version", payload.get("version"));
        shown.put("changed", payload.get("changed") instanceof List<?> changed ? changed : List.of());
        shown.put("before", payload.get("before"));
        shown.put("after", payload.get("after"));
        shown.put("depth", event.depth());
        return shown;
    }

    private static @Nullable Object json(@Nullable Buffer bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return Json.parse(bytes);
        } catch (MalformedJsonException e) { // an event of others that is none: seen as the text that it is
            return bytes.toString();
        }
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static int bounded(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
