package io.weir.execution;

import io.weir.plan.PayloadPlan;
import io.weir.plan.PayloadShape;
import io.weir.plan.PayloadShape.Taken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of a source's value what is taken of it, so that fetches can complete the copy. */
final class PayloadCopy {

    private static final String TYPENAME = "__typename";

    private PayloadCopy() {}

    /** What is taken of a value that is there: a copy, or the value itself when nothing is added to it. */
    static Object of(Object value, PayloadPlan plan) {
        return plan.shape().isPresent() ? copy(value, plan.shape().get()) : value;
    }

    /** The copy; shares with the value only what is never changed. */
    private static Object copy(Object value, PayloadShape shape) {
        if (value instanceof Map<?, ?> object) {
            return object(object, shape);
        }
        return value instanceof List<?> list ? list(list, shape) : value;
    }

    private static List<@Nullable Object> list(List<?> list, PayloadShape shape) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            copy.add(element == null ? null : copy(element, shape));
        }
        return copy;
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> object, PayloadShape shape) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        Object typename = object.get(TYPENAME);
        if (typename != null) {
            copy.put(TYPENAME, typename);
        }
        String type = typename instanceof String name ? name : shape.staticType();
        List<Taken> fields = shape.fields().getOrDefault(type, List.of());
        for (int i = 0; i < fields.size(); i++) {
            Taken taken = fields.get(i);
            Object value = object.get(taken.key());
            if (value != null || object.containsKey(taken.key())) {
                copy.put(
                        taken.storageKey(),
                        value == null || taken.below() == null ? value : copy(value, taken.below()));
            }
        }
        return copy;
    }
}
