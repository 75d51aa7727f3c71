package io.weir.gate;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.resume.ResumeIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports: JSON objects {@code {"system", "actionId"}}, {@code {"system", "key", "version"}} or
 * {@code {"system", "eventId"}}, one or a list of them. Further members mean nothing.
 */
final class ReportReader {

    /** Reports of one request. */
    static final int MOST = 1_000;

    /** The longest name of a system, in characters. */
    private static final int MAX_NAME = 64;

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String FORMS =
            "say {\"system\", \"actionId\"}, {\"system\", \"key\", \"version\"} or {\"system\", \"eventId\"}";

    private ReportReader() {}

    /**
     * Reads all of them.
     *
     * @throws RefusedReportException when one is malformed
     */
    static List<Report> read(Buffer json) {
        Object value;
        try {
            value = Json.parse(json);
        } catch (MalformedJsonException e) {
            throw new RefusedReportException("the report is no JSON: " + e.getMessage(), false);
        }
        if (!(value instanceof List<?> list)) {
            return List.of(read(value, "the report"));
        }
        if (list.size() > MOST) {
            throw new RefusedReportException(
                    "%d reports are too many at once: send up to %d".formatted(list.size(), MOST), false);
        }
        List<Report> reports = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            reports.add(read(list.get(i), "report " + (i + 1)));
        }
        return reports;
    }

    private static Report read(@Nullable Object value, String which) {
        if (!(value instanceof Map<?, ?> report)) {
            throw refused(which, "is no JSON object: " + FORMS);
        }
        String system = system(report.get("system"), which);
        boolean action = report.get("actionId") != null;
        boolean key = report.get("key") != null;
        boolean event = report.get("eventId") != null;
        if ((action ? 1 : 0) + (key ? 1 : 0) + (event ? 1 : 0) != 1) {
            throw refused(which, "names not exactly one of \"actionId\", \"key\" and \"eventId\": " + FORMS);
        }
        if (action) {
            return new Report.OfAction(system, action(report.get("actionId"), which));
        }
        return key ? ofKey(system, report, which) : ofLog(system, report.get("eventId"), which);
    }

    private static String system(@Nullable Object name, String which) {
        if (!(name instanceof String system) || system.isEmpty() || system.length() > MAX_NAME) {
            throw refused(
                    which,
                    "has no \"system\": name the one that reports, as consistency.systems of the configuration has it");
        }
        return system;
    }

    private static UUID action(@Nullable Object id, String which) {
        String text = id instanceof String given ? given.toLowerCase(Locale.ROOT) : "";
        if (!UUID_TEXT.matcher(text).matches()) {
            throw refused(which, "has an \"actionId\" that is none: send the header Weir-Action-Id as it came");
        }
        return UUID.fromString(text);
    }

    private static Report ofKey(String system, Map<?, ?> report, String which) {
        if (!(report.get("key") instanceof String key) || !ChangedKey.fit(key)) {
            throw refused(
                    which,
                    "has a \"key\" that is no text of 1 to %d characters without control characters, such as \"Order:7\""
                            .formatted(ChangedKey.MAX_KEY));
        }
        Object version = report.get("version");
        Long number = version instanceof Number || version instanceof String
                ? ChangedKey.whole(String.valueOf(version))
                : null;
        if (number == null) {
            throw refused(which, "has no \"version\" that is a whole number from 0 to %d".formatted(Long.MAX_VALUE));
        }
        return new Report.OfKey(system, key, number);
    }

    private static Report ofLog(String system, @Nullable Object id, String which) {
        return ResumeIds.handled(id instanceof String text ? text : "")
                .map(place -> new Report.OfLog(system, place.store(), place.position()))
                .orElseThrow(() -> refused(
                        which, "has an \"eventId\" that is none: send the id of the last event handled as it came"));
    }

    private static RefusedReportException refused(String which, String why) {
        return new RefusedReportException(which + " " + why, false);
    }
}
