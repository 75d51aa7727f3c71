package io.weir.plan;

import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import io.weir.plan.routing.EntityDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Key fields and required fields of a draft in, the template of its representations out. */
final class Templates {

    private Templates() {}

    static RepresentationTemplate of(EntityDraft draft) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (EntityDraft.Named field : draft.fields()) {
            add(parts, field.demand(), null, field.key());
        }
        return new RepresentationTemplate(draft.selection().type(), build(parts));
    }

    /** A part while it is put together: sets of different directives may name the same field. */
    private static final class Part {
        final String name;
        final String storageKey;
        final Set<String> types = new LinkedHashSet<>();
        final Map<String, Part> below = new LinkedHashMap<>();
        boolean everyType;
        boolean key;

        Part(Demand demand) {
            this.name = demand.field();
            this.storageKey = demand.key();
        }
    }

    private static void add(Map<String, Part> parts, Demand demand, @Nullable String type, boolean key) {
        Part part = parts.computeIfAbsent(demand.key(), k -> new Part(demand));
        part.key |= key;
        if (type == null) {
            part.everyType = true;
        } else {
            part.types.add(type);
        }
        if (demand.below() != null) {
            addBelow(part.below, demand.below(), key);
        }
    }

    private static void addBelow(Map<String, Part> parts, Demands demands, boolean key) {
        demands.uniform().values().forEach(demand -> add(parts, demand, null, key));
        demands.byType()
                .forEach((type, fields) -> fields.values().stream()
                        .filter(demand -> demands.uniform().get(demand.key()) != demand)
                        .forEach(demand -> add(parts, demand, type, key)));
    }

    private static List<RepresentationTemplate.Part> build(Map<String, Part> parts) {
        List<RepresentationTemplate.Part> built = new ArrayList<>(parts.size());
        parts.values()
                .forEach(part -> built.add(new RepresentationTemplate.Part(
                        part.everyType ? Set.of() : part.types,
                        part.name,
                        part.storageKey,
                        part.key,
                        build(part.below))));
        return built;
    }
}
