package io.weir.graph.followup;

import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether what a field of Query gives can be what another field gives. */
final class FollowUpTypes {

    private final GraphQLSchema schema;

    FollowUpTypes(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** Why not; empty when it can. Null where the other field allows none is left to the execution. */
    Optional<String> mismatch(GraphQLType answered, GraphQLType answering) {
        return fits(answered, answering)
                ? Optional.empty()
                : Optional.of("it gives %s, which is no %s"
                        .formatted(GraphQLTypeUtil.simplePrint(answering), GraphQLTypeUtil.simplePrint(answered)));
    }

    private boolean fits(GraphQLType answered, GraphQLType answering) {
        GraphQLType one = GraphQLTypeUtil.unwrapNonNull(answered);
        GraphQLType other = GraphQLTypeUtil.unwrapNonNull(answering);
        if (GraphQLTypeUtil.isList(one) || GraphQLTypeUtil.isList(other)) {
            return GraphQLTypeUtil.isList(one)
                    && GraphQLTypeUtil.isList(other)
                    && fits(GraphQLTypeUtil.unwrapOne(one), GraphQLTypeUtil.unwrapOne(other));
        }
        if (one instanceof GraphQLCompositeType && other instanceof GraphQLCompositeType) {
            Set<String> common = possible(one);
            common.retainAll(possible(other));
            return !common.isEmpty() || name(one).equals(name(other));
        }
        return name(one).equals(name(other));
    }

    private static String name(GraphQLType type) {
        return ((GraphQLNamedType) type).getName();
    }

    private Set<String> possible(GraphQLType type) {
        Set<String> names = new HashSet<>();
        if (type instanceof GraphQLObjectType object) {
            names.add(object.getName());
        } else if (type instanceof GraphQLInterfaceType abstractType) {
            schema.getImplementations(abstractType).forEach(object -> names.add(object.getName()));
        } else if (type instanceof GraphQLUnionType union) {
            union.getTypes().forEach(member -> names.add(member.getName()));
        }
        return names;
    }
}
