package io.weir.plan.routing;

import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.FieldSet;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which subgraphs can be asked for an object of a type, given those that are reading it: a subgraph can when one of its
 * keys can be read from those that are known or were reached before. What was found is remembered for all operations.
 * Thread-safe.
 */
final class Hops {

    /** How deep keys within keys, and required fields of required fields, are followed. */
    private static final int MAX_DEPTH = 8;

    private final Catalog catalog;
    private final Map<Start, Map<Integer, Hop>> known = new ConcurrentHashMap<>();

    Hops(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * One subgraph that can be asked.
     *
     * @param type the object's type as the subgraph knows it
     * @param key by which it is asked
     * @param distance how many fetches lead there, itself included
     */
    record Hop(Subgraph subgraph, String type, EntityKey key, int distance) {}

    /** What can be read at one place, where that is not what the declarations say. */
    interface Provisions {
        boolean readable(Home home, String field);
    }

    /**
     * Where a way starts.
     *
     * @param readers the subgraphs that read the object
     * @param excluded subgraphs that must not be asked on the way
     */
    private record Start(String type, long readers, long excluded) {}

    /** By the subgraph's id; one that reads the object already is in it when it could also be asked anew. */
    Map<Integer, Hop> from(String type, long readers, long excluded, @Nullable Provisions provisions) {
        if (provisions != null) {
            return find(type, readers, excluded, provisions);
        }
        Start start = new Start(type, readers, excluded);
        Map<Integer, Hop> hops = known.get(start);
        if (hops == null) {
            hops = find(type, readers, excluded, null);
            known.put(start, hops);
        }
        return hops;
    }

    private Map<Integer, Hop> find(String type, long readers, long excluded, @Nullable Provisions provisions) {
        Map<Integer, Hop> found = new LinkedHashMap<>();
        long reached = readers;
        for (int distance = 1; ; distance++) {
            Map<Integer, Hop> next = new LinkedHashMap<>();
            for (Catalog.View view : catalog.views(type)) {
                Subgraph subgraph = view.subgraph();
                if (!subgraph.local() && (subgraph.bit() & excluded) == 0 && !found.containsKey(subgraph.id())) {
                    EntityKey key = key(type, view, reached, provisions);
                    if (key != null) {
                        next.put(subgraph.id(), new Hop(subgraph, view.name(), key, distance));
                    }
                }
            }
            if (next.isEmpty()) {
                return found;
            }
            found.putAll(next);
            reached |= bits(next);
        }
    }

    private @Nullable EntityKey key(String type, Catalog.View view, long reached, @Nullable Provisions provisions) {
        for (EntityKey key : Catalog.keys(view)) {
            if (key.resolvable() && readable(type, catalog.demands(type, key.fields()), reached, provisions, 0)) {
                return key;
            }
        }
        return null;
    }

    /** Whether the subgraphs of {@code reached} can be asked for all of it, with further hops below nested objects. */
    private boolean readable(String type, Demands demands, long reached, @Nullable Provisions provisions, int depth) {
        for (Demand demand : of(demands, type).values()) {
            long readers = readers(type, demand, reached, provisions);
            if (readers == 0 || !readableBelow(demand, readers, depth)) {
                return false;
            }
        }
        return true;
    }

    private long readers(String type, Demand demand, long reached, @Nullable Provisions provisions) {
        long readers = 0;
        for (Home home : catalog.homes(type, demand.field())) {
            boolean readable = provisions == null ? home.readable() : provisions.readable(home, demand.field());
            if (readable && (home.subgraph().bit() & reached) != 0) {
                readers |= home.subgraph().bit();
            }
        }
        return readers;
    }

    private boolean readableBelow(Demand demand, long readers, int depth) {
        Demands below = demand.below();
        if (below == null || depth > MAX_DEPTH) {
            return below == null;
        }
        for (String type : below.byType().keySet()) {
            if (!readable(type, below, readers, null, depth + 1)
                    && !readable(type, below, readers | bits(from(type, readers, 0, null)), null, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a field can be had, by whatever number of hops.
     *
     * @param readers the subgraphs that read the object
     */
    boolean reaches(String type, Demand demand, long readers) {
        return reaches(type, demand, readers, 0);
    }

    private boolean reaches(String type, Demand demand, long readers, int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        Map<Integer, Hop> hops = from(type, readers, 0, null);
        long reached = readers | bits(hops);
        long below = 0;
        for (Home home : catalog.homes(type, demand.field())) {
            if ((home.subgraph().bit() & reached) != 0 && asked(type, home, readers, hops, depth)) {
                below |= home.subgraph().bit();
            }
        }
        return below != 0 && reachesBelow(demand, below, depth);
    }

    private boolean asked(String type, Home home, long readers, Map<Integer, Hop> hops, int depth) {
        FieldSet requires = home.field().requires();
        if (!home.resolves() || requires == null) {
            return home.resolves();
        }
        return hops.containsKey(home.subgraph().id()) && reachesAll(type, requires, readers, depth + 1);
    }

    /** Whether all fields of a field set can be had. */
    boolean reachesAll(String type, FieldSet fields, long readers) {
        return reachesAll(type, fields, readers, 0);
    }

    private boolean reachesAll(String type, FieldSet fields, long readers, int depth) {
        return of(catalog.demands(type, fields), type).values().stream()
                .allMatch(demand -> reaches(type, demand, readers, depth));
    }

    private boolean reachesBelow(Demand demand, long readers, int depth) {
        Demands below = demand.below();
        return below == null
                || below.byType().keySet().stream()
                        .allMatch(type -> of(below, type).values().stream()
                                .allMatch(nested -> reaches(type, nested, readers, depth + 1)));
    }

    /** What is asked of objects of a type; of an interface as such, what is asked of all its objects. */
    static Map<String, Demand> of(Demands demands, String type) {
        Map<String, Demand> concrete = demands.byType().get(type);
        return concrete != null ? concrete : demands.uniform();
    }

    static long bits(Map<Integer, Hop> hops) {
        long bits = 0;
        for (Hop hop : hops.values()) {
            bits |= hop.subgraph().bit();
        }
        return bits;
    }

    /** The names of the keys that a subgraph takes for a type, for messages. */
    List<String> keyTexts(String type, Subgraph subgraph) {
        return catalog.views(type).stream()
                .filter(view -> view.subgraph() == subgraph)
                .flatMap(view -> Catalog.keys(view).stream())
                .filter(EntityKey::resolvable)
                .map(key -> key.fields().text())
                .toList();
    }
}
