package io.weir.demo;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.stream.Collectors;

/** Selections of everything that a type without cycles has. */
final class FullSelection {

    private FullSelection() {}

    /** All fields of an object type, all of theirs, and so on. */
    static String of(GraphQLObjectType type) {
        return type.getFieldDefinitions().stream()
                .map(FullSelection::field)
                .collect(Collectors.joining(" ", "{ __typename ", " }"));
    }

    private static String field(GraphQLFieldDefinition field) {
        return GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType object
                ? field.getName() + " " + of(object)
                : field.getName();
    }
}
