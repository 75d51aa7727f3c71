package io.weir.plan.routing;

import graphql.language.SourceLocation;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.graph.Graph;
import io.weir.graph.followup.FollowUp;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.supergraph.FieldSet;
import io.weir.graph.supergraph.Subgraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields that clients see and no plan can fetch, for some way from a root type to the object. It walks every
 * type once for each set of subgraphs that may be reading an object of it, with the same knowledge that planning has:
 * what it reports is refused when it is asked for, too.
 *
 * <p>Not decided: fields that are hidden from clients, but required; combinations of selections, since each field is
 * judged by itself.
 *
 * <p>Used once.
 */
public final class Reachability {

    private final Graph graph;
    private final GraphQLSchema schema;
    private final Catalog catalog;
    private final Hops hops;
    private final Deque<Place> toDo = new ArrayDeque<>();
    private final Set<Object> seen = new HashSet<>();
    private final Set<String> reported = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private Reachability(Graph graph) {
        this.graph = graph;
        this.schema = graph.schema();
        this.catalog = new Catalog(graph.supergraph(), graph.followUps());
        this.hops = new Hops(catalog);
    }

    /**
     * A subgraph that may be reading an object.
     *
     * @param type the static type there
     */
    private record Reader(Subgraph subgraph, String type, Provided provided) {}

    /**
     * Objects of one type that these subgraphs may be reading.
     *
     * @param way how the first of them was reached
     */
    private record Place(String type, List<Reader> readers, String way) {}

    private record Arrival(String type, List<Reader> readers) {}

    /** One problem for each field, where it is declared; empty when everything can be fetched. */
    public static List<Problem> problems(Graph graph) {
        return new Reachability(graph).find();
    }

    private List<Problem> find() {
        fromRoot(schema.getQueryType());
        fromRoot(schema.getMutationType());
        fromRoot(schema.getSubscriptionType());
        while (!toDo.isEmpty()) {
            visit(toDo.poll());
        }
        problems.sort(null);
        return problems;
    }

    private void fromRoot(@Nullable GraphQLObjectType root) {
        if (root == null) {
            return;
        }
        for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
            boolean local = graph.source(root.getName(), field.getName()) != null;
            List<Reader> readers = new ArrayList<>();
            for (Home home : catalog.homes(root.getName(), field.getName())) {
                if (home.resolves() && home.subgraph().local() == local) {
                    readers.add(reader(Provided.NOTHING, root.getName(), home, field.getName()));
                }
            }
            arrive(catalog.fieldType(root.getName(), field.getName()), readers, root.getName() + "." + field.getName());
        }
    }

    private void arrive(String type, List<Reader> readers, String way) {
        if (!seen.add(new Arrival(type, readers))) {
            return;
        }
        for (String object : catalog.possibleTypes().of(type).keySet()) {
            List<Reader> covering = readers.stream()
                    .filter(reader -> catalog.possible(reader.subgraph(), reader.type(), object))
                    .toList();
            if (!covering.isEmpty() && schema.getObjectType(object) != null && !object.equals("Query")) {
                List<Reader> all = withTypes(type, covering);
                if (seen.add(List.of(object, all))) {
                    toDo.add(new Place(object, all, way));
                }
            }
        }
    }

    /** Where no reader knows the types, the subgraph that is asked for them reads the object from then on. */
    private List<Reader> withTypes(String type, List<Reader> readers) {
        if (!readers.stream().allMatch(reader -> catalog.interfaceObject(reader.subgraph(), reader.type()))) {
            return readers;
        }
        List<Reader> all = new ArrayList<>(readers);
        hops.from(type, bits(readers), 0, null).values().stream()
                .filter(hop -> !catalog.interfaceObject(hop.subgraph(), hop.type()))
                .forEach(hop -> all.add(new Reader(hop.subgraph(), hop.type(), Provided.NOTHING)));
        return all;
    }

    private void visit(Place place) {
        long readers = bits(place.readers());
        Map<Integer, Hops.Hop> reachable = hops.from(place.type(), readers, 0, provisions(place));
        GraphQLObjectType object = schema.getObjectType(place.type());
        for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
            FollowUp followUp = catalog.followUp(place.type(), field.getName());
            if (followUp != null
                    && followUp.parent().stream().allMatch(fields -> hops.reachesAll(place.type(), fields, readers))) {
                continue; // what it leads to is reached from the root of queries
            }
            List<Reader> next = new ArrayList<>();
            for (Home home : catalog.homes(place.type(), field.getName())) {
                Provided provided = provided(place, home);
                if (reached(place, home, field.getName(), provided, readers, reachable)) {
                    next.add(reader(provided, place.type(), home, field.getName()));
                }
            }
            if (next.isEmpty()) {
                report(place, field);
            } else {
                arrive(catalog.fieldType(place.type(), field.getName()), next, place.way() + "." + field.getName());
            }
        }
    }

    private boolean reached(
            Place place, Home home, String field, Provided provided, long readers, Map<Integer, Hops.Hop> reachable) {
        boolean reads = (home.subgraph().bit() & readers) != 0;
        boolean hop = reachable.containsKey(home.subgraph().id());
        FieldSet requires = home.field().requires();
        if (requires != null) {
            return home.resolves() && hop && hops.reachesAll(place.type(), requires, readers);
        }
        return reads && (home.readable() || provided.has(catalog, place.type(), field)) || hop && home.resolves();
    }

    private static Provided provided(Place place, Home home) {
        return place.readers().stream()
                .filter(reader -> reader.subgraph() == home.subgraph())
                .map(Reader::provided)
                .findFirst()
                .orElse(Provided.NOTHING);
    }

    private Hops.@Nullable Provisions provisions(Place place) {
        return place.readers().stream().allMatch(reader -> reader.provided().nothing())
                ? null
                : (home, field) -> home.readable() || provided(place, home).has(catalog, place.type(), field);
    }

    private Reader reader(Provided provided, String type, Home home, String field) {
        return new Reader(home.subgraph(), Catalog.fieldType(home), provided.below(catalog, type, home, field));
    }

    private void report(Place place, GraphQLFieldDefinition field) {
        if (!reported.add(place.type() + "." + field.getName())) {
            return;
        }
        List<Subgraph> readers =
                place.readers().stream().map(Reader::subgraph).distinct().toList();
        String reason = new Reason(catalog, hops).of(place.type(), field.getName(), readers);
        SourceLocation at =
                field.getDefinition() == null ? null : field.getDefinition().getSourceLocation();
        problems.add(Sdl.problem(at, "at %s, %s; add a key that both have".formatted(place.way(), reason)));
    }

    private static long bits(List<Reader> readers) {
        return readers.stream().mapToLong(reader -> reader.subgraph().bit()).reduce(0, (one, other) -> one | other);
    }
}
