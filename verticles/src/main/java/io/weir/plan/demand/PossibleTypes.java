package io.weir.plan.demand;

import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLUnionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The object types that a value of each type can have (GetPossibleTypes of the GraphQL specification). Thread-safe. */
public final class PossibleTypes {

    private final GraphQLSchema schema;
    private final Map<String, Map<String, GraphQLObjectType>> known = new ConcurrentHashMap<>();

    /** Remembers the answers for one schema. */
    public PossibleTypes(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** By name, in the schema's order; empty for a scalar or an enum. */
    public Map<String, GraphQLObjectType> of(String type) {
        Map<String, GraphQLObjectType> possible = known.get(type);
        return possible != null ? possible : known.computeIfAbsent(type, this::read);
    }

    /** Whether a value of {@code type} can be an object of {@code object}. */
    public boolean allows(String type, String object) {
        return type.equals(object) || of(type).containsKey(object);
    }

    /** Whether it is an interface or a union. */
    public boolean isAbstract(String type) {
        GraphQLType named = schema.getType(type);
        return named instanceof GraphQLInterfaceType || named instanceof GraphQLUnionType;
    }

    /** The interface of this name when no type implements it; null otherwise. */
    @Nullable
    GraphQLInterfaceType withoutImplementations(String type) {
        return schema.getType(type) instanceof GraphQLInterfaceType lone && of(type).isEmpty() ? lone : null;
    }

    private Map<String, GraphQLObjectType> read(String name) {
        GraphQLType type = schema.getType(name);
        Map<String, GraphQLObjectType> possible = new LinkedHashMap<>();
        members(type).forEach(member -> possible.put(member.getName(), schema.getObjectType(member.getName())));
        return possible;
    }

    private List<? extends GraphQLNamedOutputType> members(@Nullable GraphQLType type) {
        if (type instanceof GraphQLObjectType object) {
            return List.of(object);
        }
        if (type instanceof GraphQLInterfaceType abstractType) {
            return schema.getImplementations(abstractType);
        }
        return type instanceof GraphQLUnionType union ? union.getTypes() : List.of();
    }
}
