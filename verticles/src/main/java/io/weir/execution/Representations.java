package io.weir.execution;

import io.weir.plan.EntityCall;
import io.weir.plan.RepresentationTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one {@link EntityCall} asks for: each representation once, however many objects of the merged data it
 * names. Belongs to one thread.
 */
final class Representations {

    private static final int FIRST_SIZE = 16;

    private final EntityCall call;
    private final JsonWriter bytes;
    private final List<Target> targets;
    /** Where each representation starts and ends, by turns. */
    private int[] marks;

    private int count;
    /** Numbers of representations, from 1, by the hash of their bytes; its size is a power of two. */
    private int[] table = new int[2 * FIRST_SIZE];

    private Representations(EntityCall call, JsonWriter bytes, List<Target> targets, int[] marks, int count) {
        this.call = call;
        this.bytes = bytes;
        this.targets = targets;
        this.marks = marks;
        this.count = count;
    }

    /**
     * An object that waits for an entity.
     *
     * @param object in the merged data
     * @param representation its number, from 0
     */
    record Target(Map<String, @Nullable Object> object, int representation) {}

    /** Finds the objects from the root and renders how they are named. */
    static Representations of(EntityCall call, Map<String, @Nullable Object> root) {
        Representations found =
                new Representations(call, new JsonWriter(1024), new ArrayList<>(), new int[2 * FIRST_SIZE], 0);
        RepresentationWriter writer = new RepresentationWriter(found.bytes);
        Walk.to(call.path(), root, object -> found.add(object, writer));
        return found;
    }

    EntityCall call() {
        return call;
    }

    /** How many different ones there are. */
    int count() {
        return count;
    }

    List<Target> targets() {
        return targets;
    }

    /** Those whose number is marked, numbered anew in the same order, with their targets. */
    Representations only(boolean[] wanted) {
        int[] numbers = new int[count];
        int[] kept = new int[2 * count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (wanted[i]) {
                kept[2 * size] = marks[2 * i];
                kept[2 * size + 1] = marks[2 * i + 1];
                numbers[i] = size++;
            }
        }
        List<Target> waiting = new ArrayList<>();
        for (Target target : targets) {
            if (wanted[target.representation()]) {
                waiting.add(new Target(target.object(), numbers[target.representation()]));
            }
        }
        return new Representations(call, bytes, waiting, kept, size);
    }

    /** Those with numbers from the first to before the second. */
    Representations range(int from, int to) {
        boolean[] wanted = new boolean[count];
        if (from < count) {
            Arrays.fill(wanted, from, Math.min(to, count), true);
        }
        return only(wanted);
    }

    /** Writes them as a JSON array. */
    void writeTo(JsonWriter out) {
        out.raw('[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(bytes, marks[2 * i], marks[2 * i + 1]);
        }
        out.raw(']');
    }

    /** The storage keys that the call fills in an object of the merged data. */
    List<String> filledKeys(Map<String, @Nullable Object> object) {
        List<String> keys = call.filledKeys().get(Walk.typeOf(object, call.staticType()));
        return keys == null ? call.filledKeys().getOrDefault(call.staticType(), List.of()) : keys;
    }

    private void add(Map<String, @Nullable Object> object, RepresentationWriter writer) {
        String type = Walk.typeOf(object, call.staticType());
        RepresentationTemplate template = call.representations().get(type);
        if (template == null) {
            return;
        }
        int mark = bytes.mark();
        if (writer.write(template, object, type)) {
            targets.add(new Target(object, number(mark)));
            return;
        }
        bytes.rewind(mark);
        Missing why = writer.unnamed();
        if (why != null) {
            Explanation.fields(object, filledKeys(object), why.reason());
        }
    }

    /** The number of what was written since the mark, which is taken back when it was written before. */
    private int number(int mark) {
        int slot = slot(bytes.hash(mark, bytes.mark()), mark);
        if (table[slot] != 0) {
            bytes.rewind(mark);
            return table[slot] - 1;
        }
        if (2 * count == marks.length) {
            marks = Arrays.copyOf(marks, 2 * marks.length);
        }
        marks[2 * count] = mark;
        marks[2 * count + 1] = bytes.mark();
        table[slot] = ++count;
        if (2 * count > table.length) {
            rehash();
        }
        return count - 1;
    }

    /** Where those bytes stand in the table, or would stand. */
    private int slot(int hash, int mark) {
        int slot = spread(hash);
        while (table[slot] != 0) {
            int other = 2 * (table[slot] - 1);
            if (bytes.repeats(marks[other], marks[other + 1], mark)) {
                return slot;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int i = 0; i < count; i++) {
            int slot = spread(bytes.hash(marks[2 * i], marks[2 * i + 1]));
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = i + 1;
        }
    }

    private int spread(int hash) {
        return (hash ^ (hash >>> 16)) & (table.length - 1);
    }
}
