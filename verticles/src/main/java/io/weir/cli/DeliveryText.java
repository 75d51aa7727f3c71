package io.weir.cli;

import java.util.List;
import java.util.Map;

/** Deliveries as lines of text. */
final class DeliveryText {

    private DeliveryText() {}

    /** One delivery, without its attempts. */
    static String line(Map<?, ?> delivery) {
        String failure = delivery.get("failure") instanceof Map<?, ?> why
                ? "  %s: %s".formatted(why.get("code"), why.get("message"))
                : "";
        return "%s  %s  %s  %s  %s  %s, %s attempts of %s%s"
                .formatted(
                        delivery.get("created"),
                        delivery.get("id"),
                        delivery.get("subscription"),
                        delivery.get("topic"),
                        delivery.get("key"),
                        delivery.get("state"),
                        delivery.get("attempts"),
                        delivery.get("step"),
                        failure);
    }

    /** Its attempts, in order. */
    static List<String> attempts(Map<?, ?> delivery) {
        return delivery.get("log") instanceof List<?> log
                ? log.stream().map(attempt -> attempt((Map<?, ?>) attempt)).toList()
                : List.of();
    }

    private static String attempt(Map<?, ?> attempt) {
        String outcome = attempt.get("outcome") == null ? "UNKNOWN" : String.valueOf(attempt.get("outcome"));
        String status = attempt.get("status") == null ? "" : " " + attempt.get("status");
        String failure =
                attempt.get("code") == null ? "" : "  %s: %s".formatted(attempt.get("code"), attempt.get("message"));
        return "%s  %s %s: %s%s%s"
                .formatted(
                        attempt.get("begunAt"), attempt.get("step"), attempt.get("attempt"), outcome, status, failure);
    }
}
