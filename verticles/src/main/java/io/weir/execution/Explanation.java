package io.weir.execution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of the fields of an object that nothing came for them, and why. */
final class Explanation {

    private Explanation() {}

    /**
     * Explains those of the fields that have no value.
     *
     * @param rest storage keys and list positions from the object to where it went wrong
     */
    static void fields(
            Map<String, @Nullable Object> object, List<String> storageKeys, Reason reason, List<Object> rest) {
        for (int i = 0; i < storageKeys.size(); i++) {
            String key = storageKeys.get(i);
            Object current = object.get(key);
            if (current == null || current instanceof Missing) {
                object.put(key, Missing.field(reason, rest, (Missing) current));
            } else {
                boolean below = !rest.isEmpty() && rest.get(0).equals(key);
                List<Object> deeper = below ? rest.subList(1, rest.size()) : List.of();
                DeepMerge.explained(current, Missing.value(reason, deeper, null));
            }
        }
    }

    /** Explains those of the fields that have neither a value nor an explanation. */
    static void unexplained(Map<String, @Nullable Object> object, List<String> storageKeys, Missing why) {
        for (int i = 0; i < storageKeys.size(); i++) {
            if (object.get(storageKeys.get(i)) == null) {
                object.put(storageKeys.get(i), why);
            }
        }
    }
}
