package io.weir.plan.routing;

import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import java.util.ArrayList;
import java.util.List;

/**
 * Which fields of an interface can be planned for all its types at once: those that the subgraph at hand answers for every
 * type, with all that is below them. So an interface with hundreds of types costs no more than an object type.
 */
final class Wholes {

    private final Catalog catalog;
    private final Estimate estimate;

    Wholes(Catalog catalog, Estimate estimate) {
        this.catalog = catalog;
        this.estimate = estimate;
    }

    List<Demand> local(Position position, Demands demands) {
        List<Demand> local = new ArrayList<>();
        Reading reading = position.primary();
        if (reading.interfaceObject() || !reading.selection().type().equals(position.type())) {
            return local;
        }
        for (Demand demand : demands.uniform().values()) {
            if (local(position, reading, demand)) {
                local.add(demand);
            }
        }
        return local;
    }

    private boolean local(Position position, Reading reading, Demand demand) {
        if (position.subject(position.type()).resolved(demand.key()) != null) {
            return true;
        }
        Home home = catalog.home(reading.subgraph(), position.type(), demand.field());
        if (home == null || !home.readable() || position.resolvedForAny(demand.key())) {
            return false;
        }
        for (String type : catalog.possibleTypes().of(position.type()).keySet()) {
            if (reading.covers(catalog, type) && !readable(reading, type, demand)) {
                return false;
            }
        }
        return demand.below() == null
                || estimate.below(demand.below(), home, Provided.NOTHING) == 0
                || only(position, reading, demand);
    }

    /** Whether nobody else answers for the field, whatever the type, so that nothing is gained by going type by type. */
    private boolean only(Position position, Reading reading, Demand demand) {
        return catalog.possibleTypes().of(position.type()).keySet().stream()
                .filter(type -> reading.covers(catalog, type))
                .map(type -> catalog.homes(type, demand.field()))
                .allMatch(homes -> homes.size() == 1 && homes.get(0).field().provides() == null);
    }

    private boolean readable(Reading reading, String type, Demand demand) {
        Home home = catalog.home(reading.subgraph(), type, demand.field());
        return home != null && home.readable() && !reading.payload().lacks(type, demand.field());
    }
}
