package io.weir.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document (RFC 6901).
 *
 * @param names of members and numbers of elements, from the root
 */
public record JsonPointer(List<String> names) {

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    /** Copies the names. */
    public JsonPointer {
        names = List.copyOf(names);
    }

    /** Reads a text that is empty or begins with a slash. */
    public static JsonPointer of(String text) {
        List<String> escaped =
                text.isEmpty() ? List.of() : Arrays.asList(text.substring(1).split("/", -1));
        return new JsonPointer(escaped.stream()
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    /**
     * The value there; null when it is null or there is none.
     *
     * @param document in the form of {@link Json#parse}
     */
    public @Nullable Object in(@Nullable Object document) {
        Object value = document;
        for (String name : names) {
            value = child(value, name);
        }
        return value;
    }

    private static @Nullable Object child(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> object) {
            return object.get(name);
        }
        if (!(value instanceof List<?> list) || !INDEX.matcher(name).matches()) {
            return null;
        }
        int index = Integer.parseInt(name);
        return index < list.size() ? list.get(index) : null;
    }
}
