package io.weir.execution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges what several fetches gave for one object: objects by key, lists by position. A value that is there wins over
 * one that is not; the reason why one is not wins over plain null.
 */
final class DeepMerge {

    private DeepMerge() {}

    /** Puts {@code fresh} into {@code target}, which may share parts of it afterwards. */
    static void into(Map<String, @Nullable Object> target, Map<String, @Nullable Object> fresh) {
        if (target == fresh) {
            return;
        }
        for (Map.Entry<String, @Nullable Object> entry : fresh.entrySet()) {
            Object value = entry.getValue();
            Object current = target.get(entry.getKey());
            if (current == null) {
                target.put(entry.getKey(), value);
            } else if (value != null && value != current) {
                target.put(entry.getKey(), both(current, value));
            }
        }
    }

    @SuppressWarnings("unchecked") // objects and lists are as the JSON parser gives them
    private static Object both(Object current, Object value) {
        if (current instanceof Map<?, ?> target && value instanceof Map<?, ?> fresh) {
            into((Map<String, @Nullable Object>) target, (Map<String, @Nullable Object>) fresh);
            return current;
        }
        if (current instanceof List<?> target && value instanceof List<?> fresh) {
            lists((List<@Nullable Object>) target, (List<@Nullable Object>) fresh);
            return current;
        }
        if (current instanceof Missing missing) {
            return value instanceof Missing more
                    ? Missing.and(missing, more.reason())
                    : explained(value, missing.reason());
        }
        return value instanceof Missing missing ? explained(current, missing.reason()) : value;
    }

    private static void lists(List<@Nullable Object> target, List<@Nullable Object> fresh) {
        int common = Math.min(target.size(), fresh.size());
        for (int i = 0; i < common; i++) {
            Object current = target.get(i);
            Object value = fresh.get(i);
            if (current == null) {
                target.set(i, value);
            } else if (value != null && value != current) {
                target.set(i, both(current, value));
            }
        }
        for (int i = common; i < fresh.size(); i++) {
            target.add(fresh.get(i));
        }
    }

    /**
     * The same value, which another fetch could not give: what that one would have added to it, and to objects within it,
     * is missing for its reason.
     */
    @SuppressWarnings("unchecked") // objects are as the JSON parser gives them
    static Object explained(Object value, Reason reason) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
            for (Object field : object.values()) {
                explainedWithin(field, reason);
            }
            object.put(Missing.ABSENT, Missing.and((Missing) object.get(Missing.ABSENT), reason));
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                explainedWithin(element, reason);
            }
        }
        return value;
    }

    private static void explainedWithin(@Nullable Object value, Reason reason) {
        if (value != null) {
            explained(value, reason);
        }
    }
}
