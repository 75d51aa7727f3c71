package io.weir.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: values by key, in the order written. Most objects of events and replies have a few fields and are read
 * once; these are two words a field in one array, and a key that is the very same text is found without hashing. A larger
 * object is a {@link LinkedHashMap} within, so that no one can make finding its keys slow. Not thread-safe.
 */
public final class JsonMap extends AbstractMap<String, @Nullable Object> {

    private static final int FEW = 8;
    private static final int FIRST_ROOM = 4;

    /** Keys and values by turns; not used once there are many. */
    private @Nullable Object[] pairs = new Object[2 * FIRST_ROOM];

    private int few;
    private @Nullable LinkedHashMap<String, @Nullable Object> many;

    /** Adds a key that is not there yet; false, with nothing added, when it is. */
    boolean add(String key, @Nullable Object value) {
        if (containsKey(key)) {
            return false;
        }
        append(key, value);
        return true;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (many != null) {
            return many.get(key);
        }
        int at = find(key);
        return at < 0 ? null : pairs[at + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return many != null ? many.containsKey(key) : find(key) >= 0;
    }

    @Override
    public @Nullable Object put(String key, @Nullable Object value) {
        if (many != null) {
            return many.put(key, value);
        }
        int at = find(key);
        if (at < 0) {
            append(key, value);
            return null;
        }
        Object before = pairs[at + 1];
        pairs[at + 1] = value;
        return before;
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        if (many != null) {
            return many.remove(key);
        }
        int at = find(key);
        if (at < 0) {
            return null;
        }
        Object before = pairs[at + 1];
        removeAt(at);
        return before;
    }

    @Override
    public int size() {
        return many != null ? many.size() : few;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return many != null ? many.entrySet() : new Entries();
    }

    private int find(@Nullable Object key) {
        int end = 2 * few;
        for (int at = 0; at < end; at += 2) {
            if (pairs[at] == key) {
                return at;
            }
        }
        if (!(key instanceof String text)) {
            return -1;
        }
        int hash = text.hashCode();
        for (int at = 0; at < end; at += 2) {
            if (pairs[at] instanceof String other && other.hashCode() == hash && other.equals(text)) {
                return at;
            }
        }
        return -1;
    }

    private void append(String key, @Nullable Object value) {
        if (many == null && few == FEW) {
            many = new LinkedHashMap<>(4 * FEW);
            for (int at = 0; at < 2 * few; at += 2) {
                many.put(key(at), pairs[at + 1]);
            }
            pairs = new Object[0];
        }
        if (many != null) {
            many.put(key, value);
            return;
        }
        if (2 * few == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * FEW);
        }
        pairs[2 * few] = key;
        pairs[2 * few + 1] = value;
        few++;
    }

    private String key(int at) {
        return String.valueOf(pairs[at]);
    }

    private void removeAt(int at) {
        System.arraycopy(pairs, at + 2, pairs, at, 2 * few - at - 2);
        few--;
        pairs[2 * few] = null;
        pairs[2 * few + 1] = null;
    }

    /** What is in the array, as it is now. */
    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Each();
        }

        @Override
        public int size() {
            return JsonMap.this.size();
        }
    }

    private final class Each implements Iterator<Map.Entry<String, @Nullable Object>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < 2 * few;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return new Field(next - 2);
        }

        @Override
        public void remove() {
            next -= 2;
            removeAt(next);
        }
    }

    /** One field; its value can be replaced while the object is walked through. */
    private final class Field extends SimpleEntry<String, @Nullable Object> {

        private static final long serialVersionUID = 1;

        Field(int at) {
            super(key(at), pairs[at + 1]);
        }

        @Override
        public @Nullable Object setValue(@Nullable Object value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
