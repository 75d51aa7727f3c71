package io.weir.plan;

import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.weir.graph.Graph;
import io.weir.plan.demand.PossibleTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The type of a root field in, what its value is held against out: no client writes it as such. */
final class RootValue {

    private RootValue() {}

    static ValueProjection of(Graph graph, PossibleTypes types, GraphQLType type) {
        boolean nonNull = GraphQLTypeUtil.isNonNull(type);
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (GraphQLTypeUtil.isList(nullable) || GraphQLTypeUtil.isLeaf(nullable)) {
            return new ValueProjection.Verbatim(nonNull);
        }
        String name = ((GraphQLNamedType) nullable).getName();
        Map<String, List<FieldProjection>> byType = new HashMap<>();
        types.of(name).keySet().forEach(object -> byType.put(object, List.of()));
        return new ValueProjection.Composite(name, types.isAbstract(name) || graph.entity(name), byType, nonNull);
    }
}
