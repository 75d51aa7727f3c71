package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log of an action's attempts as the store has it in, as clients see it out: {@code ActionAttempt}. */
final class AttemptLog {

    private AttemptLog() {}

    /**
     * The attempts, the first one first.
     *
     * @throws io.weir.json.MalformedJsonException when the log is no JSON
     */
    static List<Map<String, @Nullable Object>> of(@Nullable Buffer log) {
        List<Map<String, @Nullable Object>> attempts = new ArrayList<>();
        Object entries = log == null ? null : Json.parse(log);
        if (entries instanceof List<?> list) {
            list.forEach(entry -> attempts.add(attempt((Map<?, ?>) entry)));
        }
        return attempts;
    }

    private static Map<String, @Nullable Object> attempt(Map<?, ?> entry) {
        Map<String, @Nullable Object> attempt = new LinkedHashMap<>();
        attempt.put("attempt", entry.get("attempt"));
        attempt.put("startedAt", entry.get("startedAt"));
        attempt.put("endedAt", entry.get("endedAt"));
        attempt.put("httpStatusCode", entry.get("httpStatus"));
        attempt.put("code", entry.get("code"));
        attempt.put("message", entry.get("detail"));
        return attempt;
    }
}
