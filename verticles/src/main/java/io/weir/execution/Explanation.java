package io.weir.execution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of the fields of an object that nothing came for them, and why. */
final class Explanation {

    private Explanation() {}

    /** Explains those of the fields that have no value. */
    static void fields(Map<String, @Nullable Object> object, List<String> storageKeys, Reason reason) {
        for (int i = 0; i < storageKeys.size(); i++) {
            String key = storageKeys.get(i);
            Object current = object.get(key);
            if (current == null || current instanceof Missing) {
                object.put(key, Missing.and((Missing) current, reason));
            } else {
                DeepMerge.explained(current, reason);
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
