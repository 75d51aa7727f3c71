package io.weir.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a source's value is taken, by the object's type: its other fields belong to others, and must not be seen even
 * when these fail to answer. {@code __typename} is always taken.
 *
 * @param staticType the type of an object that does not name one
 * @param fields by concrete type
 */
public record PayloadShape(String staticType, Map<String, List<Taken>> fields) {

    /** Copies the map. */
    public PayloadShape {
        fields = Map.copyOf(fields);
    }

    /**
     * One field that is taken.
     *
     * @param key where it stands in the source's value
     * @param storageKey where it stands in the merged data; fields with arguments have a storage key of their own
     * @param below what of its objects is taken; null for a scalar, an enum, and lists of these
     */
    public record Taken(
            String key, String storageKey, @Nullable PayloadShape below) {}
}
