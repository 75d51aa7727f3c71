package io.weir.execution;

import io.weir.plan.KeyRenames;
import io.weir.plan.KeyRenames.KeyRename;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives parts of a reply the keys that they have in the merged data. */
final class KeyRenaming {

    private KeyRenaming() {}

    /** Renames in place; a value that is no object, nor a list of such, stays as it is. */
    @SuppressWarnings("unchecked") // the JSON parser gives no other maps
    static void apply(KeyRenames renames, @Nullable Object value) {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                apply(renames, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            rename(renames, (Map<String, @Nullable Object>) map);
        }
    }

    private static void rename(KeyRenames renames, Map<String, @Nullable Object> object) {
        for (Map.Entry<String, KeyRenames> below : renames.below().entrySet()) {
            apply(below.getValue(), object.get(below.getKey()));
        }
        for (KeyRename rename : renames.here()) {
            if (object.containsKey(rename.from())) {
                object.put(rename.to(), object.remove(rename.from()));
            }
        }
    }

    /** What a key becomes. */
    static String of(String key, KeyRenames renames) {
        for (KeyRename rename : renames.here()) {
            if (rename.from().equals(key)) {
                return rename.to();
            }
        }
        return key;
    }
}
