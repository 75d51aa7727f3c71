package io.weir.plan;

import io.weir.plan.demand.PossibleTypes;
import io.weir.plan.routing.FieldDraft;
import io.weir.plan.routing.SelectionDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is read from a payload in, its shape out. */
final class PayloadShapes {

    private final PossibleTypes types;

    PayloadShapes(PossibleTypes types) {
        this.types = types;
    }

    /** Whether every field stands in the payload where the merged data have it. */
    static boolean plain(SelectionDraft selection) {
        return selection.branches().values().stream()
                .flatMap(fields -> fields.values().stream())
                .allMatch(field -> field.key().equals(field.name()) && (field.below() == null || plain(field.below())));
    }

    PayloadShape of(SelectionDraft selection) {
        Map<String, List<PayloadShape.Taken>> fields = new HashMap<>();
        Map<String, FieldDraft> forAll = selection.branches().getOrDefault(selection.type(), Map.of());
        for (String type : types.of(selection.type()).keySet()) {
            List<PayloadShape.Taken> taken = new ArrayList<>();
            add(taken, forAll.values());
            if (!type.equals(selection.type())) {
                add(taken, selection.branches().getOrDefault(type, Map.of()).values());
            }
            fields.put(type, List.copyOf(taken));
        }
        if (!fields.containsKey(selection.type())) {
            List<PayloadShape.Taken> taken = new ArrayList<>();
            add(taken, forAll.values());
            fields.put(selection.type(), List.copyOf(taken));
        }
        return new PayloadShape(selection.type(), fields);
    }

    /** What either of two shapes takes. */
    static PayloadShape union(PayloadShape one, PayloadShape other) {
        Map<String, List<PayloadShape.Taken>> fields = new HashMap<>(one.fields());
        other.fields().forEach((type, taken) -> fields.merge(type, taken, PayloadShapes::union));
        return new PayloadShape(one.staticType(), fields);
    }

    private static List<PayloadShape.Taken> union(List<PayloadShape.Taken> some, List<PayloadShape.Taken> others) {
        Map<String, PayloadShape.Taken> byKey = new LinkedHashMap<>();
        some.forEach(taken -> byKey.put(taken.storageKey(), taken));
        others.forEach(taken -> byKey.merge(taken.storageKey(), taken, PayloadShapes::union));
        return List.copyOf(byKey.values());
    }

    private static PayloadShape.Taken union(PayloadShape.Taken one, PayloadShape.Taken other) {
        return one.below() == null || other.below() == null
                ? one
                : new PayloadShape.Taken(one.key(), one.storageKey(), union(one.below(), other.below()));
    }

    private void add(List<PayloadShape.Taken> taken, Collection<FieldDraft> fields) {
        fields.forEach(field -> taken.add(
                new PayloadShape.Taken(field.name(), field.key(), field.below() == null ? null : of(field.below()))));
    }
}
