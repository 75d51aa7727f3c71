package io.weir.plan.routing;

import graphql.schema.GraphQLInterfaceType;
import io.weir.graph.Graph;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.PossibleTypes;
import io.weir.plan.demand.WorkLimit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routes demands through one supergraph; what it learns of it serves all operations. Thread-safe. */
public final class Routing {

    private final Catalog catalog;
    private final Hops hops;

    /** Routes through the supergraph of one graph. */
    public Routing(Graph graph) {
        this.catalog = new Catalog(graph.supergraph(), graph.followUps());
        this.hops = new Hops(catalog);
    }

    /** The possible types of the whole supergraph. */
    public PossibleTypes possibleTypes() {
        return catalog.possibleTypes();
    }

    /** How the supergraph's subgraphs see its types. */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Fetches root fields of a query or mutation from subgraphs.
     *
     * @param mutation whether each field may be asked for once only
     * @throws Unreachable when there is no way to a field
     * @throws WorkLimit.Exceeded when it takes too much work
     */
    public List<FetchDraft> root(Demands demands, boolean mutation, WorkLimit limit) {
        return root(demands.type(), List.of(demands), mutation, limit);
    }

    /**
     * Fetches fields of Query, where several demands may be of one key.
     *
     * @throws Unreachable when there is no way to a field
     * @throws WorkLimit.Exceeded when it takes too much work
     */
    public List<FetchDraft> query(Collection<Demand> demands, WorkLimit limit) {
        String query = catalog.supergraph().schema().getQueryType().getName();
        List<Demands> all = demands.stream()
                .map(demand -> Demands.ofRoot(query, Map.of(demand.key(), demand)))
                .toList();
        return root(query, all, false, limit);
    }

    private List<FetchDraft> root(String type, List<Demands> all, boolean mutation, WorkLimit limit) {
        Drafts drafts = new Drafts(catalog);
        Position root = new Position(type, List.of(), null);
        Router router = new Router(catalog, hops, root, drafts, mutation, limit);
        all.forEach(demands -> router.resolve(root, demands));
        return drafts.all();
    }

    /**
     * Completes the payload of a source.
     *
     * @param local the subgraph that describes the payload
     * @param key where the payload stands in the root object
     * @param payload in what it differs from what the schema promises
     * @return the payload itself is the first
     * @throws Unreachable when there is no way to a field
     * @throws WorkLimit.Exceeded when it takes too much work
     */
    public List<FetchDraft> payload(Demands demands, Subgraph local, String key, Payload payload, WorkLimit limit) {
        Drafts drafts = new Drafts(catalog);
        Position position = new Position(demands.type(), List.of(new Position.Step(null, key)), null);
        position.readings().add(drafts.payload(position, local, payload));
        new Router(catalog, hops, position, drafts, false, limit).resolve(position, demands);
        return drafts.all();
    }

    /**
     * Whether a field that a payload has could be had from another subgraph if it had not.
     *
     * @param others the subgraphs that could be asked for the object, as {@link #others} gives them
     */
    public boolean replaceable(String type, Subgraph local, long others, String field) {
        List<Home> homes = catalog.homes(type, field);
        Home own = catalog.home(local, type, field);
        if (homes.size() < 2 || own == null || !own.readable()) {
            return false;
        }
        Map<Integer, Hops.Hop> withoutIt = hops.from(
                type,
                local.bit() | others,
                0,
                (home, read) -> home.readable() && !(home.subgraph().local() && read.equals(field)));
        return homes.stream()
                .filter(home -> !home.subgraph().local())
                .anyMatch(home ->
                        home.resolves() && withoutIt.containsKey(home.subgraph().id())
                                || home.readable() && (home.subgraph().bit() & others) != 0);
    }

    /**
     * The subgraphs, as bits, that could be asked for the field that leads to nested objects of a payload.
     *
     * @param others those that could be asked for the object that has the field; none for the payload itself
     */
    public long others(String type, Subgraph local, long others, String field) {
        if (catalog.list(type, field)) {
            return 0;
        }
        long reached = others | Hops.bits(hops.from(type, local.bit() | others, 0, null));
        return catalog.homes(type, field).stream()
                .filter(home -> home.readable() && !home.subgraph().local())
                .mapToLong(home -> home.subgraph().bit() & reached)
                .reduce(0, (one, other) -> one | other);
    }

    /**
     * The types for which a value from Weir's own sources is known by the key of an interface only: the interface itself,
     * where its own schema gives it a key, and the types that the own schema does not know.
     */
    public Set<String> knownByInterface(Subgraph local, String type) {
        SupergraphType known = catalog.supergraph().type(type);
        TypeInSubgraph there = known == null ? null : known.in(local);
        if (there == null
                || !(catalog.supergraph().schema().getType(type) instanceof GraphQLInterfaceType)
                || !there.interfaceObject() && there.keys().isEmpty()) {
            return Set.of();
        }
        Set<String> types = new LinkedHashSet<>(Set.of(type));
        if (!there.interfaceObject()) {
            types.addAll(catalog.possibleTypes().of(type).keySet());
            types.removeAll(there.possible());
        }
        return types;
    }

    /** The same for objects within a value, whose types are asked for in any case where they are interface objects. */
    public Set<String> knownByInterfaceBelow(Subgraph local, String type) {
        return catalog.interfaceObject(local, type) ? Set.of() : knownByInterface(local, type);
    }
}
