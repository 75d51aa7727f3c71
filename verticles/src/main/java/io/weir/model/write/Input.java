package io.weir.model.write;

import io.weir.error.ErrorCode;
import io.weir.graph.model.Column;
import io.weir.graph.model.Model;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;
import io.weir.json.Json;
import io.weir.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a row is to hold.
 *
 * @param values by column; what is not there stays as it is
 * @param pairs the ids of each list that has a table of its own, each id once; null where the list stays as it is
 */
record Input(Map<String, @Nullable Object> values, List<String @Nullable []> pairs) {

    /**
     * The input of a new row, with its id and what the model gives it where the input says nothing.
     *
     * @throws ModelException when a row cannot hold it
     */
    static Input create(Model model, String id, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> full = new LinkedHashMap<>(input);
        full.remove(Model.ID);
        for (Column column : model.columns()) {
            Object initial = model.machine(column.field())
                    .<Object>map(StateMachine::initial)
                    .or(column::initial)
                    .orElse(null);
            if (!full.containsKey(column.field()) && (initial != null || column.required())) {
                full.put(column.field(), initial);
            }
        }
        model.references().stream()
                .filter(Reference::required)
                .forEach(reference -> full.putIfAbsent(reference.field(), null));
        model.machines().forEach(machine -> refuseOtherStart(machine, full.get(machine.field())));
        Input made = update(model, full);
        made.values.put(Model.ID, id);
        return made;
    }

    /**
     * The input of a change.
     *
     * @throws ModelException when a row cannot hold it
     */
    static Input update(Model model, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<References> lists = WriteSql.pairs(model);
        List<String @Nullable []> pairs = new ArrayList<>(Collections.nCopies(lists.size(), null));
        input.forEach((field, value) -> {
            Optional<Column> column = model.column(field);
            Optional<Reference> reference = model.references().stream()
                    .filter(one -> one.field().equals(field))
                    .findFirst();
            if (column.isPresent()) {
                values.put(field, StoredValue.of(column.get(), value));
            } else if (reference.isPresent()) {
                values.put(field, target(reference.get(), value));
            } else {
                pairs.set(place(lists, field), targets(field, value));
            }
        });
        return new Input(values, pairs);
    }

    private static int place(List<References> lists, String field) {
        for (int i = 0; i < lists.size(); i++) {
            if (lists.get(i).field().equals(field)) {
                return i;
            }
        }
        throw StoredValue.refused(field, "this cannot be set");
    }

    /** The values as one JSON object. */
    String json() {
        return Json.write(values).toString(StandardCharsets.UTF_8);
    }

    private static @Nullable Object target(Reference reference, @Nullable Object value) {
        return value == null
                ? StoredValue.nothing(reference.field(), reference.required())
                : StoredValue.id(reference.field(), value);
    }

    private static String[] targets(String field, @Nullable Object value) {
        Collection<?> ids = value instanceof Collection<?> many ? many : value == null ? List.of() : List.of(value);
        return ids.stream()
                .map(id -> StoredValue.id(field, id == null ? "" : id))
                .distinct()
                .toArray(String[]::new);
    }

    private static void refuseOtherStart(StateMachine machine, @Nullable Object state) {
        if (!machine.initial().equals(state)) {
            throw new ModelException(
                    ErrorCode.INVALID_TRANSITION,
                    "%s: every new row begins as %s".formatted(machine.field(), machine.initial()),
                    Map.of(
                            "field", machine.field(),
                            "to", String.valueOf(state),
                            "allowed", List.of(machine.initial())));
        }
    }
}
