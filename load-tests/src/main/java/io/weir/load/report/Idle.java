package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node with nothing to do.
 *
 * @param seconds how long it was watched
 * @param serverCore the share of one core that it used
 * @param postgresCore the share that PostgreSQL used for it; NaN where it is not known
 */
public record Idle(double seconds, double serverCore, double postgresCore) {

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("seconds", seconds);
        json.put("serverCore", serverCore);
        json.put("postgresCore", postgresCore);
        return json;
    }
}
