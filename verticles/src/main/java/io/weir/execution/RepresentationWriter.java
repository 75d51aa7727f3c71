package io.weir.execution;

import io.weir.plan.RepresentationTemplate;
import io.weir.plan.RepresentationTemplate.Part;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how objects of the merged data are named to a subgraph. Belongs to one thread. */
final class RepresentationWriter {

    private static final String TYPENAME = "__typename";

    private final JsonWriter out;
    private @Nullable Missing unnamed;

    RepresentationWriter(JsonWriter out) {
        this.out = out;
    }

    /** Writes a representation; false when a part of its key is missing, so that what was written is no use. */
    boolean write(RepresentationTemplate template, Map<?, ?> object, String type) {
        unnamed = null;
        out.raw('{');
        out.writeString(TYPENAME);
        out.raw(':');
        out.writeString(template.typename());
        return writeParts(template.fields(), object, type, true) && close();
    }

    /** Why the last object could not be named; null when that is not known. */
    @Nullable
    Missing unnamed() {
        return unnamed;
    }

    private boolean close() {
        out.raw('}');
        return true;
    }

    private boolean writeParts(List<Part> parts, Map<?, ?> object, @Nullable Object type, boolean follows) {
        boolean comma = follows;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.types().isEmpty() && (type == null || !part.types().contains(type))) {
                continue;
            }
            if (comma) {
                out.raw(',');
            }
            comma = true;
            out.writeString(part.name());
            out.raw(':');
            if (!writePart(part, object.get(part.storageKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean writePart(Part part, @Nullable Object value) {
        if (value == null || value instanceof Missing) {
            unnamed = part.key() && value != null ? (Missing) value : null;
            out.writeNull();
            return !part.key();
        }
        if (part.below().isEmpty()) {
            out.writeValue(value);
            return true;
        }
        return writeBelow(part, value);
    }

    private boolean writeBelow(Part part, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            out.raw('{');
            return writeParts(part.below(), object, object.get(TYPENAME), false) && close();
        }
        if (value instanceof List<?> list) {
            return writeList(part, list);
        }
        out.writeNull();
        return !part.key();
    }

    private boolean writeList(Part part, List<?> list) {
        out.raw('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            Object element = list.get(i);
            if (element == null || element instanceof Missing) {
                out.writeNull();
            } else if (!writeBelow(part, element)) {
                return false;
            }
        }
        out.raw(']');
        return true;
    }
}
