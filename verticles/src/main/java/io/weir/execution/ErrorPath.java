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

    /** Copies the steps. */
    ErrorPath {
        steps = List.copyOf(steps);
    }

    /** No field that the client selected. */
    static final ErrorPath NOWHERE = new ErrorPath(List.of(), null);

    boolean startsWith(ErrorPath other) {
        return steps.size() >= other.steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps);
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
            return new ErrorPath(steps, location).onFields(fields, rest);
        }
    }

    /** The longest way on: one field can be selected under several response keys. */
    private ErrorPath onFields(List<FieldProjection> fields, List<Object> rest) {
        ErrorPath longest = this;
        for (FieldProjection field : fields) {
            if (!rest.isEmpty() && field.sourceKey().equals(rest.get(0))) {
                ErrorPath path = with(field.responseKey(), field.location())
                        .onValue(field.value(), rest.subList(1, rest.size()));
                longest = path.steps.size() > longest.steps.size() ? path : longest;
            }
        }
        return longest;
    }

    /** No one knows the type of what is missing: any that leads on will do. */
    private ErrorPath onValue(ValueProjection value, List<Object> rest) {
        if (rest.isEmpty()) {
            return this;
        }
        if (value instanceof ValueProjection.Sequence list && rest.get(0) instanceof Integer position) {
            return with(position, location).onValue(list.element(), rest.subList(1, rest.size()));
        }
        ErrorPath longest = this;
        if (value instanceof ValueProjection.Composite object) {
            for (List<FieldProjection> fields : object.byType().values()) {
                ErrorPath path = onFields(fields, rest);
                longest = path.steps.size() > longest.steps.size() ? path : longest;
            }
        }
        return longest;
    }

    private ErrorPath with(Object step, @Nullable SourceLocation at) {
        List<Object> longer = new ArrayList<>(steps.size() + 1);
        longer.addAll(steps);
        longer.add(step);
        return new ErrorPath(longer, at);
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
