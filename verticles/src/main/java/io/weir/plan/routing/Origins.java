package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which other subgraphs could have been asked for the field that leads to a position. A value that has no key can only
 * be completed that way; root types are the plainest case, since every subgraph can be asked for them. What a mutation
 * returns is never asked for again.
 */
final class Origins {

    private final Catalog catalog;
    private final Hops hops;
    private final Position root;
    private final boolean mutation;
    private final Map<Position, Long> known = new HashMap<>();

    Origins(Catalog catalog, Hops hops, Position root, boolean mutation) {
        this.catalog = catalog;
        this.hops = hops;
        this.root = root;
        this.mutation = mutation;
    }

    /** As bits. */
    long subgraphs(Position position) {
        Long bits = known.get(position);
        if (bits == null) {
            bits = position == root ? rootSubgraphs() : find(position);
            known.put(position, bits);
        }
        return bits;
    }

    /** A root that is read already is the payload of one of Weir's sources: no one else has it. */
    private long rootSubgraphs() {
        if (!root.readings().isEmpty()) {
            return 0;
        }
        return catalog.views(root.type()).stream()
                .map(Catalog.View::subgraph)
                .filter(subgraph -> !subgraph.local())
                .mapToLong(Subgraph::bit)
                .reduce(0, (one, other) -> one | other);
    }

    private long find(Position position) {
        Position.Origin origin = position.origin();
        if (origin == null || catalog.isAbstract(origin.parent().type())) {
            return 0;
        }
        Subject parent = origin.parent();
        if (mutation && parent.position() == root || listOfPayload(position, origin)) {
            return 0;
        }
        long reached = reached(parent);
        long bits = 0;
        for (Home home : catalog.homes(parent.type(), origin.demand().field())) {
            if (home.readable() && !home.subgraph().local() && (home.subgraph().bit() & reached) != 0) {
                bits |= home.subgraph().bit();
            }
        }
        return bits;
    }

    /** The positions of a list in an event say nothing about those of a subgraph's list, which may have changed since. */
    private boolean listOfPayload(Position position, Position.Origin origin) {
        return position.readings().stream()
                        .anyMatch(reading -> reading.subgraph().local())
                && catalog.list(origin.parent().type(), origin.demand().field());
    }

    private long reached(Subject subject) {
        long readers = subgraphs(subject.position()) | Reading.bits(subject.readings(catalog));
        return readers | Hops.bits(hops.from(subject.type(), readers, 0, null));
    }

    /** What it costs until a subgraph reads the objects of a position, by way of the field that leads there. */
    double cost(Position position, Subgraph subgraph) {
        if (position == root) {
            return Options.FETCH;
        }
        Position.Origin origin = position.origin();
        Subject parent = Objects.requireNonNull(origin).parent();
        boolean reads = parent.readings(catalog).stream().anyMatch(reading -> reading.subgraph() == subgraph);
        if (reads) {
            return 0;
        }
        boolean again = (subgraphs(parent.position()) & subgraph.bit()) != 0;
        return again ? cost(parent.position(), subgraph) : Options.FETCH;
    }
}
