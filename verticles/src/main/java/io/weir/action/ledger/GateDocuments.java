package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far systems are, as JSON bytes in a row, there and back. Keys may be added, never change: rows outlive versions.
 */
final class GateDocuments {

    private static final String SYSTEM = "system";
    private static final String KIND = "kind";
    private static final String APPLIED = "applied";
    private static final String ANSWERED = "answered";
    private static final String REPLAYED = "replayed";
    private static final String HANDLED = "handled";

    private GateDocuments() {}

    static Buffer write(GateReport report) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(
                "outcomes", report.outcomes().stream().map(GateDocuments::of).toList());
        written.put("targets", report.targets().stream().map(GateDocuments::of).toList());
        return Json.write(written);
    }

    static GateReport read(Buffer written) {
        Map<?, ?> read = (Map<?, ?>) Objects.requireNonNull(Json.parse(written));
        return new GateReport(
                list(read, "outcomes").stream()
                        .map(each -> outcome((Map<?, ?>) each))
                        .toList(),
                list(read, "targets").stream()
                        .map(each -> target((Map<?, ?>) each))
                        .filter(Objects::nonNull)
                        .toList(),
                null);
    }

    private static Map<String, Object> of(SystemOutcome outcome) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(SYSTEM, outcome.system());
        written.put("outcome", outcome.outcome().name());
        written.put("waitedMillis", outcome.waitedMillis());
        return written;
    }

    private static SystemOutcome outcome(Map<?, ?> read) {
        return new SystemOutcome(
                text(read, SYSTEM),
                Arrays.stream(Outcome.values())
                        .filter(known -> known.name().equals(read.get("outcome")))
                        .findFirst()
                        .orElse(Outcome.STALLED), // of a newer version: it is not known to be there
                number(read, "waitedMillis").longValue());
    }

    private static Map<String, @Nullable Object> of(SystemTarget target) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put(SYSTEM, target.system());
        if (target instanceof SystemTarget.Applied applied) {
            written.put(KIND, APPLIED);
            written.put("actionId", applied.actionId());
            written.put("key", applied.key());
            written.put("version", applied.version());
        } else if (target instanceof SystemTarget.Answered answered) {
            written.put(KIND, ANSWERED);
            written.put("values", answered.values());
        } else if (target instanceof SystemTarget.Replayed replayed) {
            written.put(KIND, REPLAYED);
            written.put("cluster", replayed.cluster());
            written.put("timeline", replayed.timeline());
            written.put("lsn", replayed.lsn());
        } else if (target instanceof SystemTarget.Handled handled) {
            written.put(KIND, HANDLED);
            written.put("store", handled.store());
            written.put("position", handled.position());
        }
        return written;
    }

    /** Null for one of a newer version: it is found anew. */
    private static @Nullable SystemTarget target(Map<?, ?> read) {
        String system = text(read, SYSTEM);
        String kind = text(read, KIND);
        return switch (kind) {
            case APPLIED ->
                new SystemTarget.Applied(
                        system,
                        (String) read.get("actionId"),
                        (String) read.get("key"),
                        number(read, "version").longValue());
            case ANSWERED ->
                new SystemTarget.Answered(
                        system,
                        list(read, "values").stream().map(String::valueOf).toList());
            case REPLAYED ->
                new SystemTarget.Replayed(
                        system,
                        number(read, "cluster").longValue(),
                        number(read, "timeline").intValue(),
                        number(read, "lsn").longValue());
            case HANDLED ->
                new SystemTarget.Handled(
                        system,
                        number(read, "store").longValue(),
                        number(read, "position").longValue());
            default -> null;
        };
    }

    private static List<?> list(Map<?, ?> object, String key) {
        return (List<?>) Objects.requireNonNull(object.get(key), key);
    }

    private static String text(Map<?, ?> object, String key) {
        return (String) Objects.requireNonNull(object.get(key), key);
    }

    private static Number number(Map<?, ?> object, String key) {
        return (Number) Objects.requireNonNull(object.get(key), key);
    }
}
