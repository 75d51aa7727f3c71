package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a subgraph for more of objects that are there already. */
public final class EntityDraft extends FetchDraft {

    private final Position position;
    private final Set<String> types;
    private final List<Named> fields = new ArrayList<>();

    /**
     * A field of the representation.
     *
     * @param key whether it is a part of the key
     */
    public record Named(Demand demand, boolean key) {}

    EntityDraft(
            int id,
            Subgraph subgraph,
            SelectionDraft selection,
            Collection<FetchDraft> waitsFor,
            Position position,
            Collection<String> types) {
        super(id, subgraph, selection, waitsFor);
        this.position = position;
        this.types = new LinkedHashSet<>(types);
    }

    /** Where the objects are. */
    public Position position() {
        return position;
    }

    /** The types of the objects that are asked for, as they stand in the merged data. */
    public Set<String> types() {
        return Collections.unmodifiableSet(types);
    }

    /** What names an object to the subgraph; several may be of one name, and are then to be merged. */
    public List<Named> fields() {
        return Collections.unmodifiableList(fields);
    }

    void name(Collection<Demand> demands, boolean key) {
        demands.forEach(demand -> fields.add(new Named(demand, key)));
    }

    /** Whether a representation can also hold these: a name can stand in it only once, so with one set of arguments. */
    boolean canName(Collection<Demand> demands) {
        return demands.stream()
                .noneMatch(demand -> fields.stream().anyMatch(field -> conflict(field.demand(), demand)));
    }

    private static boolean conflict(Demand one, Demand other) {
        if (one == other || !one.field().equals(other.field())) {
            return false;
        }
        return !one.key().equals(other.key())
                || one.below() != null && other.below() != null && conflict(one.below(), other.below());
    }

    private static boolean conflict(Demands one, Demands other) {
        return one.byType().entrySet().stream()
                .anyMatch(entry -> conflict(entry.getValue(), other.byType().getOrDefault(entry.getKey(), Map.of())));
    }

    private static boolean conflict(Map<String, Demand> some, Map<String, Demand> others) {
        return some.values().stream().anyMatch(one -> others.values().stream().anyMatch(other -> conflict(one, other)));
    }
}
