package io.weir.execution;

import io.weir.plan.FieldProjection;
import io.weir.plan.SourceFetch;
import io.weir.plan.ValueProjection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client selects of an action's field. */
final class ActionSelection {

    private final ValueProjection value;
    private final String idField;
    private final Collection<List<FieldProjection>> byType;

    /** Reads the selection of a field whose type has the action's id in {@code idField}. */
    ActionSelection(SourceFetch step, String idField) {
        this.value = step.value();
        this.idField = idField;
        this.byType = value instanceof ValueProjection.Composite composite
                ? composite.byType().values()
                : List.of();
    }

    /** Whether the client learns the action's id. */
    boolean id() {
        return byType.stream().flatMap(List::stream).anyMatch(this::isId);
    }

    /** Whether it learns nothing else, so that there is no need to wait for a result. */
    boolean idOnly() {
        return id() && byType.stream().flatMap(List::stream).allMatch(field -> field.typename() || isId(field));
    }

    /**
     * The value of the field while there is no result: the id, and null for the rest. What must not be null is missing.
     *
     * @return {@link Missing} where the type of the result is not known
     */
    Object accepted(String actionId) {
        Missing later = Missing.and(null, ActionErrors.notFinished(actionId));
        if (!(value instanceof ValueProjection.Composite composite)
                || !composite.byType().containsKey(composite.type())) {
            return later;
        }
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        for (FieldProjection field : composite.byType().get(composite.type())) {
            if (!field.typename()) {
                boolean must = field.value().nonNull();
                accepted.put(field.sourceKey(), isId(field) ? actionId : must ? later : null);
            }
        }
        return new Whole(accepted);
    }

    private boolean isId(FieldProjection field) {
        return field.sourceKey().equals(idField);
    }
}
