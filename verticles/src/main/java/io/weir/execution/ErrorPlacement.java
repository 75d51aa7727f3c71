package io.weir.execution;

import io.weir.plan.KeyRenames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the errors of a reply where their data are missing: at the highest null on their path, since that is where a null
 * that could not stand went (GraphQL specification, section 6.4.4).
 */
final class ErrorPlacement {

    private ErrorPlacement() {}

    /**
     * Puts one error into an object as the subgraph answered it.
     *
     * @param path from the object, in the reply's keys
     */
    static void place(Reason reason, List<Object> path, @Nullable Object object) {
        @Nullable Object holder = object;
        for (Object step : path) {
            @Nullable Object value = child(holder, step);
            if (value == null || value instanceof Missing) {
                put(holder, step, Missing.and((Missing) value, reason));
                return;
            }
            holder = value;
        }
    }

    /** The path in the keys of the merged data. */
    static List<Object> renamed(List<Object> path, Optional<KeyRenames> renames) {
        if (renames.isEmpty()) {
            return path;
        }
        List<Object> renamed = new ArrayList<>(path.size());
        @Nullable KeyRenames here = renames.get();
        for (Object step : path) {
            renamed.add(step instanceof String key && here != null ? KeyRenaming.of(key, here) : step);
            here = step instanceof String key && here != null ? here.below().get(key) : here;
        }
        return renamed;
    }

    private static @Nullable Object child(@Nullable Object holder, Object step) {
        if (holder instanceof Map<?, ?> map && step instanceof String key) {
            return map.get(key);
        }
        if (holder instanceof List<?> list && step instanceof Integer at && at >= 0 && at < list.size()) {
            return list.get(at);
        }
        return null;
    }

    @SuppressWarnings("unchecked") // the JSON parser gives no other maps and lists
    private static void put(@Nullable Object holder, Object step, Missing missing) {
        if (holder instanceof Map && step instanceof String key) {
            ((Map<String, @Nullable Object>) holder).put(key, missing);
        }
        if (holder instanceof List<?> list && step instanceof Integer at && at >= 0 && at < list.size()) {
            ((List<@Nullable Object>) holder).set(at, missing);
        }
    }
}
