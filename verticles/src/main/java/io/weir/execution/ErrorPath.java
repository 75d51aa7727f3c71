package io.weir.execution;

import graphql.language.SourceLocation;
import io.weir.plan.FieldProjection;
import io.weir.plan.OperationPlan;
import io.weir.plan.ValueProjection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path in the client's words: response keys instead of storage keys. It ends where the client selected no more of what
 * went wrong.
 *
 * @param steps response keys and list positions
 * @param location of the last field on the path; null when there is none
 */
record ErrorPath(List<Object> steps, @Nullable SourceLocation location) {

    /** No field that the client selected. */
    static final ErrorPath NOWHERE = new ErrorPath(List.of(), null);

    /** The path on from a value. */
    static ErrorPath ofValue(List<Object> steps, FieldProjection field, ValueProjection value, List<Object> rest) {
        return new Translation(steps, field.location()).onValue(value, rest, 0);
    }

    /** The path on from an object, of which these are the fields; null when the client did not select the next one. */
    static @Nullable ErrorPath ofObject(List<Object> steps, List<FieldProjection> fields, List<Object> rest) {
        if (rest.isEmpty() || field(fields, rest.get(0)) == null) {
            return null;
        }
        return new Translation(steps, null).onFields(fields, rest, 0);
    }

    /** Where these objects stand in a response, and which fields are selected there; by identity. */
    static Map<Object, Place> places(OperationPlan plan, Map<?, ?> root, Collection<?> objects) {
        Set<Object> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(objects);
        Search search = new Search(wanted, new IdentityHashMap<>(), new ArrayList<>());
        search.object(root, plan.fields(), null);
        return search.found;
    }

    /**
     * An object in the response.
     *
     * @param location of the field that it is the value of
     */
    record Place(
            List<Object> steps,
            List<FieldProjection> fields,
            @Nullable SourceLocation location) {

        ErrorPath on(List<Object> rest) {
            return new Translation(steps, location).onFields(fields, rest, 0);
        }
    }

    private static @Nullable FieldProjection field(List<FieldProjection> fields, Object storageKey) {
        for (FieldProjection field : fields) {
            if (field.sourceKey().equals(storageKey)) {
                return field;
            }
        }
        return null;
    }

    /** One path as it grows. */
    private static final class Translation {

        private final List<Object> steps;
        private @Nullable SourceLocation location;

        Translation(List<Object> start, @Nullable SourceLocation location) {
            this.steps = new ArrayList<>(start);
            this.location = location;
        }

        ErrorPath onFields(List<FieldProjection> fields, List<Object> rest, int at) {
            FieldProjection next = at == rest.size() ? null : field(fields, rest.get(at));
            if (next == null) {
                return end();
            }
            steps.add(next.responseKey());
            location = next.location();
            return onValue(next.value(), rest, at + 1);
        }

        ErrorPath onValue(ValueProjection value, List<Object> rest, int at) {
            if (at == rest.size()) {
                return end();
            }
            if (value instanceof ValueProjection.Sequence list && rest.get(at) instanceof Integer position) {
                steps.add(position);
                return onValue(list.element(), rest, at + 1);
            }
            if (value instanceof ValueProjection.Composite object) {
                for (List<FieldProjection> fields :
                        object.byType().values()) { // no one knows the type of what is missing
                    if (field(fields, rest.get(at)) != null) {
                        return onFields(fields, rest, at);
                    }
                }
            }
            return end();
        }

        private ErrorPath end() {
            return new ErrorPath(List.copyOf(steps), location);
        }
    }

    /** Walks through all that is selected. */
    private record Search(Set<Object> wanted, Map<Object, Place> found, ArrayList<Object> steps) {

        void object(Map<?, ?> object, List<FieldProjection> fields, @Nullable SourceLocation location) {
            if (wanted.contains(object)) {
                found.putIfAbsent(object, new Place(List.copyOf(steps), fields, location));
            }
            for (FieldProjection field : fields) {
                steps.add(field.responseKey());
                value(object.get(field.sourceKey()), field, field.value());
                steps.remove(steps.size() - 1);
            }
        }

        private void value(@Nullable Object value, FieldProjection field, ValueProjection projection) {
            if (projection instanceof ValueProjection.Sequence list && value instanceof List<?> elements) {
                for (int i = 0; i < elements.size(); i++) {
                    steps.add(i);
                    value(elements.get(i), field, list.element());
                    steps.remove(steps.size() - 1);
                }
            } else if (projection instanceof ValueProjection.Composite composite && value instanceof Map<?, ?> object) {
                String type = Representation.typeName(object, composite);
                List<FieldProjection> fields =
                        type == null ? null : composite.byType().get(type);
                object(object, fields == null ? List.of() : fields, field.location());
            }
        }
    }
}
