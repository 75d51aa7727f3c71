package io.weir.plan;

import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.routing.FieldDraft;
import io.weir.plan.routing.Routing;
import io.weir.plan.routing.SelectionDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is read from a payload in, what of it could be had elsewhere out. For one payload; for one thread. */
final class SubstituteReader {

    private final Routing routing;
    private final Subgraph local;
    private final Map<Place, Substitutes> known = new HashMap<>();

    /**
     * Objects that are read.
     *
     * @param others the subgraphs that could be asked for them, as bits
     */
    private record Place(SelectionDraft selection, long others) {}

    SubstituteReader(Routing routing, Subgraph local) {
        this.routing = routing;
        this.local = local;
    }

    /** Those of the whole payload. */
    Substitutes of(SelectionDraft payload) {
        return read(payload, 0, routing.knownByInterface(local, payload.type()));
    }

    private Substitutes nested(Place place) {
        Substitutes read = known.get(place);
        if (read == null) {
            String type = place.selection().type();
            read = read(place.selection(), place.others(), routing.knownByInterfaceBelow(local, type));
            known.put(place, read);
        }
        return read;
    }

    private Substitutes read(SelectionDraft selection, long others, Set<String> byInterface) {
        Map<String, List<String>> fields = new HashMap<>();
        Map<String, List<Substitutes.Nested>> nested = new HashMap<>();
        Set<String> types =
                new LinkedHashSet<>(routing.possibleTypes().of(selection.type()).keySet());
        types.add(selection.type());
        for (String type : types) {
            for (FieldDraft field : fields(selection, type)) {
                if (routing.replaceable(type, local, others, field.name())) {
                    fields.computeIfAbsent(type, t -> new ArrayList<>()).add(field.name());
                }
                addNested(nested, type, others, field);
            }
        }
        return new Substitutes(selection.type(), byInterface, fields, nested);
    }

    private void addNested(Map<String, List<Substitutes.Nested>> nested, String type, long others, FieldDraft field) {
        if (field.below() == null) {
            return;
        }
        Substitutes within = nested(new Place(field.below(), routing.others(type, local, others, field.name())));
        if (!within.none()) {
            nested.computeIfAbsent(type, t -> new ArrayList<>())
                    .add(new Substitutes.Nested(field.name(), field.key(), within));
        }
    }

    private static List<FieldDraft> fields(SelectionDraft selection, String type) {
        List<FieldDraft> fields = new ArrayList<>(
                selection.branches().getOrDefault(selection.type(), Map.of()).values());
        if (!type.equals(selection.type())) {
            fields.addAll(selection.branches().getOrDefault(type, Map.of()).values());
        }
        return fields;
    }
}
