package io.weir.plan.routing;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.weir.graph.followup.FollowUp;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.FieldInSubgraph;
import io.weir.graph.supergraph.FieldSet;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.Supergraph;
import io.weir.graph.supergraph.SupergraphField;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import io.weir.plan.demand.DemandReader;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.PossibleTypes;
import io.weir.plan.demand.Selections;
import io.weir.plan.demand.WorkLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What planning asks the supergraph, answered once for all operations. Thread-safe. */
public final class Catalog {

    private final Supergraph supergraph;
    private final Map<FieldCoordinates, FollowUp> followUps;
    private final PossibleTypes possibleTypes;
    private final Map<Coordinate, List<Home>> homes = new ConcurrentHashMap<>();
    private final Map<String, List<View>> views = new ConcurrentHashMap<>();
    private final Map<FieldSetOfType, Demands> fieldSets = new ConcurrentHashMap<>();

    /**
     * Answers for one supergraph.
     *
     * @param followUps the fields that a field of Query answers, and no subgraph
     */
    public Catalog(Supergraph supergraph, Map<FieldCoordinates, FollowUp> followUps) {
        this.supergraph = supergraph;
        this.followUps = followUps;
        this.possibleTypes = new PossibleTypes(supergraph.schema());
    }

    private record Coordinate(String type, String field) {}

    private record FieldSetOfType(String type, FieldSet fields) {}

    /**
     * How a subgraph sees objects of a type.
     *
     * @param name the type itself, or an interface of it that is an interface object there
     */
    record View(Subgraph subgraph, String name, TypeInSubgraph type) {}

    Supergraph supergraph() {
        return supergraph;
    }

    Subgraph subgraph(int id) {
        return supergraph.subgraphs().get(id);
    }

    PossibleTypes possibleTypes() {
        return possibleTypes;
    }

    /** Whether objects of this static type name their types. */
    boolean isAbstract(String type) {
        return possibleTypes.isAbstract(type);
    }

    /** What answers a field instead of a subgraph; null for all other fields. */
    @Nullable
    FollowUp followUp(String type, String field) {
        return followUps.isEmpty() ? null : followUps.get(FieldCoordinates.coordinates(type, field));
    }

    /** Whether a field is so answered for objects of any type that a value can have. */
    boolean followedUp(String type, String field) {
        return !followUps.isEmpty()
                && possibleTypes.of(type).keySet().stream().anyMatch(object -> followUp(object, field) != null);
    }

    /** Whether it is the root type of queries. */
    boolean queryType(String type) {
        return supergraph.schema().getQueryType().getName().equals(type);
    }

    /** Whether a type is an interface here and an object type in a subgraph. */
    boolean interfaceObject(Subgraph subgraph, String type) {
        TypeInSubgraph there = in(subgraph, type);
        return there != null && there.interfaceObject();
    }

    /** Whether a value of {@code type} in a subgraph can be an object of {@code object}. */
    boolean possible(Subgraph subgraph, String type, String object) {
        TypeInSubgraph there = in(subgraph, type);
        if (there == null || type.equals(object)) {
            return there != null;
        }
        return there.interfaceObject()
                ? possibleTypes.allows(type, object)
                : there.possible().contains(object);
    }

    private @Nullable TypeInSubgraph in(Subgraph subgraph, String type) {
        SupergraphType known = supergraph.type(type);
        return known == null ? null : known.in(subgraph);
    }

    /** The subgraphs that declare a field of a type, in the order of their ids; interface objects included. */
    List<Home> homes(String type, String field) {
        Coordinate coordinate = new Coordinate(type, field);
        List<Home> known = homes.get(coordinate);
        if (known == null) {
            known = readHomes(type, field);
            homes.put(coordinate, known);
        }
        return known;
    }

    /** What a subgraph says of a field; null when it does not have it. */
    @Nullable
    Home home(Subgraph subgraph, String type, String field) {
        for (Home home : homes(type, field)) {
            if (home.subgraph() == subgraph) {
                return home;
            }
        }
        return null;
    }

    private List<Home> readHomes(String type, String field) {
        List<Home> read = new ArrayList<>();
        if (followUp(type, field) != null) {
            return List.of();
        }
        for (View view : views(type)) {
            SupergraphType viewed = supergraph.type(view.name());
            SupergraphField declared = viewed == null ? null : viewed.field(field);
            FieldInSubgraph there = declared == null ? null : declared.in(view.subgraph());
            if (there != null) {
                boolean key = view.type().keys().stream()
                        .anyMatch(k -> FieldSets.names(k.fields().selections(), field));
                read.add(new Home(view.subgraph(), view.name(), there, key));
            }
        }
        return List.copyOf(read);
    }

    /** How each subgraph that knows objects of a type sees them. */
    List<View> views(String type) {
        List<View> known = views.get(type);
        if (known == null) {
            known = readViews(type);
            views.put(type, known);
        }
        return known;
    }

    private List<View> readViews(String type) {
        List<View> read = new ArrayList<>();
        GraphQLType known = supergraph.schema().getType(type);
        for (Subgraph subgraph : supergraph.subgraphs()) {
            if (in(subgraph, type) != null) {
                addView(read, subgraph, type);
            } else if (known instanceof GraphQLObjectType object) {
                object.getInterfaces().stream()
                        .filter(implemented -> interfaceObject(subgraph, implemented.getName()))
                        .forEach(implemented -> addView(read, subgraph, implemented.getName()));
            }
        }
        return List.copyOf(read);
    }

    private void addView(List<View> views, Subgraph subgraph, String name) {
        TypeInSubgraph there = in(subgraph, name);
        if (there != null) {
            views.add(new View(subgraph, name, there));
        }
    }

    /** The keys by which a subgraph sees an object of the type seen so. */
    static List<EntityKey> keys(View view) {
        return view.type().keys();
    }

    /** What a field set asks of a type. */
    Demands demands(String type, FieldSet fields) {
        FieldSetOfType key = new FieldSetOfType(type, fields);
        Demands known = fieldSets.get(key);
        if (known == null) {
            Selections selections = new Selections(possibleTypes, Map.of(), Map.of(), new WorkLimit());
            known = new DemandReader(possibleTypes, selections).read(type, List.of(fields.selections()));
            Demands other = fieldSets.putIfAbsent(key, known);
            known = other == null ? known : other;
        }
        return known;
    }

    /** The name of the type that a field returns in the merged schema. */
    String fieldType(String type, String field) {
        return GraphQLTypeUtil.unwrapAll(definition(type, field).getType()).getName();
    }

    /** Whether a field gives lists. */
    boolean list(String type, String field) {
        return GraphQLTypeUtil.isList(
                GraphQLTypeUtil.unwrapNonNull(definition(type, field).getType()));
    }

    private GraphQLFieldDefinition definition(String type, String field) {
        GraphQLFieldsContainer container =
                (GraphQLFieldsContainer) supergraph.schema().getType(type);
        return container.getFieldDefinition(field);
    }

    /** The name of the type that a field returns in a subgraph. */
    static String fieldType(Home home) {
        return TypeIndex.bareName(home.field().type());
    }
}
