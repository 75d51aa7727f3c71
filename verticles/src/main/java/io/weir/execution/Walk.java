package io.weir.execution;

import io.weir.plan.EntityCall.PathStep;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the objects at a path of the merged data. */
final class Walk {

    private static final String TYPENAME = "__typename";

    private Walk() {}

    /** Gives each object at the path, in order, through lists. */
    static void to(
            List<PathStep> path, Map<String, @Nullable Object> root, Consumer<Map<String, @Nullable Object>> found) {
        walk(root, path, 0, found);
    }

    /** The type that an object names, or else the static one. */
    static String typeOf(Map<?, ?> object, String staticType) {
        return object.get(TYPENAME) instanceof String type ? type : staticType;
    }

    @SuppressWarnings("unchecked") // objects of the merged data are as the JSON parser gives them
    private static void walk(
            @Nullable Object value, List<PathStep> path, int step, Consumer<Map<String, @Nullable Object>> found) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), path, step, found);
            }
        } else if (value instanceof Map<?, ?> object) {
            if (step == path.size()) {
                found.accept((Map<String, @Nullable Object>) object);
            } else {
                PathStep next = path.get(step);
                boolean onTheWay = next.types().isEmpty()
                        || (object.get(TYPENAME) instanceof String type
                                && next.types().contains(type));
                walk(onTheWay ? object.get(next.storageKey()) : null, path, step + 1, found);
            }
        }
    }
}
