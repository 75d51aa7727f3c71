package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.WorkLimit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many further fetches a selection needs, roughly, if a given subgraph answers for the field above it. */
final class Estimate {

    /** More than any number of fetches: what cannot be had at all. */
    static final double IMPOSSIBLE = 1000;

    private final Catalog catalog;
    private final Hops hops;
    private final WorkLimit limit;
    private final Map<Place, Double> known = new HashMap<>();

    private record Place(Demands demands, Subgraph subgraph, String type) {}

    Estimate(Catalog catalog, Hops hops, WorkLimit limit) {
        this.catalog = catalog;
        this.hops = hops;
        this.limit = limit;
    }

    /** The cost of what is asked below a field that {@code home} answers for. */
    double below(Demands demands, Home home, Provided provided) {
        String type = Catalog.fieldType(home);
        if (!provided.nothing()) {
            return compute(demands, home.subgraph(), type, provided);
        }
        Place place = new Place(demands, home.subgraph(), type);
        Double cost = known.get(place);
        if (cost == null) {
            cost = compute(demands, home.subgraph(), type, provided);
            known.put(place, cost);
        }
        return cost;
    }

    private double compute(Demands demands, Subgraph subgraph, String type, Provided provided) {
        double cost = 0;
        boolean interfaceObject = catalog.interfaceObject(subgraph, type);
        if (interfaceObject && demands.same() && !demands.typename()) {
            return ofType(type, demands.uniform(), subgraph, provided);
        }
        for (Map.Entry<String, Map<String, Demand>> entry : demands.byType().entrySet()) {
            if (catalog.possible(subgraph, type, entry.getKey())) {
                cost = Math.max(cost, ofType(entry.getKey(), entry.getValue(), subgraph, provided));
            }
        }
        return cost + (interfaceObject ? Options.FETCH : 0);
    }

    private double ofType(String type, Map<String, Demand> demands, Subgraph subgraph, Provided provided) {
        double cost = 0;
        long hopped = 0;
        for (Demand demand : demands.values()) {
            limit.step();
            if (catalog.followUp(type, demand.field()) != null) {
                cost += Options.FETCH;
                continue;
            }
            Home here = catalog.home(subgraph, type, demand.field());
            if (here != null && (here.readable() || provided.has(catalog, type, demand.field()))) {
                cost += demand.below() == null
                        ? 0
                        : below(demand.below(), here, provided.below(catalog, type, here, demand.field()));
                continue;
            }
            Hops.@Nullable Hop hop = nearest(type, demand, subgraph);
            if (hop == null) {
                cost += IMPOSSIBLE;
            } else if ((hopped & hop.subgraph().bit()) == 0) {
                hopped |= hop.subgraph().bit();
                cost += Options.FETCH * hop.distance();
            }
        }
        return cost;
    }

    private Hops.@Nullable Hop nearest(String type, Demand demand, Subgraph from) {
        Map<Integer, Hops.Hop> reachable = hops.from(type, from.bit(), 0, null);
        Hops.@Nullable Hop nearest = null;
        for (Home home : catalog.homes(type, demand.field())) {
            Hops.@Nullable Hop hop =
                    home.resolves() ? reachable.get(home.subgraph().id()) : null;
            if (hop != null && (nearest == null || hop.distance() < nearest.distance())) {
                nearest = hop;
            }
        }
        return nearest;
    }
}
