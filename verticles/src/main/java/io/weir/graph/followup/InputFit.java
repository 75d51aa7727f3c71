package io.weir.graph.followup;

import graphql.Scalars;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Map;
import java.util.Set;

/** Whether a value of one type may stand where another is expected. */
public final class InputFit {

    private static final Map<String, Set<String>> TAKES = Map.of(
            "ID", Set.of("String", "Int"),
            "String", Set.of("ID"),
            "Int", Set.of("ID"),
            "Float", Set.of("Int"));
    private static final Set<String> BUILT_IN = Set.of("Int", "Float", "String", "Boolean", "ID");

    private InputFit() {}

    /** Nulls are left to the execution. A single value may stand for a list, as it may in variables. */
    public static boolean fits(GraphQLType found, GraphQLType expected) {
        GraphQLType one = GraphQLTypeUtil.unwrapNonNull(found);
        GraphQLType other = GraphQLTypeUtil.unwrapNonNull(expected);
        if (GraphQLTypeUtil.isList(other)) {
            GraphQLType element = GraphQLTypeUtil.isList(one) ? GraphQLTypeUtil.unwrapOne(one) : one;
            return fits(element, GraphQLTypeUtil.unwrapOne(other));
        }
        if (GraphQLTypeUtil.isList(one)) {
            return false;
        }
        String from = ((GraphQLNamedType) one).getName();
        String to = ((GraphQLNamedType) other).getName();
        if (from.equals(to)) {
            return true;
        }
        if (one instanceof GraphQLInputObjectType || other instanceof GraphQLInputObjectType) {
            return false;
        }
        boolean texts = one instanceof GraphQLEnumType && to.equals(Scalars.GraphQLString.getName());
        boolean custom = !known(one, from) || !known(other, to);
        return texts || custom || TAKES.getOrDefault(to, Set.of()).contains(from);
    }

    private static boolean known(GraphQLType type, String name) {
        return type instanceof GraphQLEnumType || BUILT_IN.contains(name);
    }
}
