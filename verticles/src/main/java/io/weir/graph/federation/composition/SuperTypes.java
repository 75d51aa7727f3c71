package io.weir.graph.federation.composition;

import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import io.weir.graph.federation.Fields;
import io.weir.graph.sdl.TypeIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which type can stand for which in the merged graph, and so which type several subgraphs' types come to. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class SuperTypes {

    private final Map<String, Set<String>> superTypes = new HashMap<>();

    SuperTypes(List<SubgraphIndex> subgraphs) {
        for (SubgraphIndex subgraph : subgraphs) {
            for (TypeDefinition<?> type : subgraph.schema().types().values()) {
                Fields.interfaces(type).forEach(i -> add(type.getName(), TypeIndex.bareName(i)));
                if (type instanceof UnionTypeDefinition union) {
                    union.getMemberTypes().forEach(member -> add(TypeIndex.bareName(member), type.getName()));
                }
            }
        }
    }

    /** The narrowest type that a result of either type fits; empty when there is none. */
    Optional<Type> output(Type a, Type b) {
        if (a instanceof NonNullType x && b instanceof NonNullType y) {
            return output(x.getType(), y.getType()).map(SuperTypes::nonNull);
        }
        Type left = nullable(a);
        Type right = nullable(b);
        if (left instanceof ListType x && right instanceof ListType y) {
            return output(x.getType(), y.getType())
                    .map(type -> ListType.newListType(type).build());
        }
        if (left instanceof TypeName x && right instanceof TypeName y) {
            return within(x.getName(), y.getName())
                    ? Optional.of(right)
                    : within(y.getName(), x.getName()) ? Optional.of(left) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether each result of type {@code narrow} is one of type {@code wide}. */
    boolean fits(Type narrow, Type wide) {
        return output(narrow, wide).filter(merged -> same(merged, wide)).isPresent();
    }

    /** The widest type whose values either type takes; empty when there is none. */
    static Optional<Type> input(Type a, Type b) {
        if (a instanceof NonNullType || b instanceof NonNullType) {
            return input(nullable(a), nullable(b)).map(SuperTypes::nonNull);
        }
        if (a instanceof ListType x && b instanceof ListType y) {
            return input(x.getType(), y.getType())
                    .map(type -> ListType.newListType(type).build());
        }
        return a instanceof TypeName x && b instanceof TypeName y && x.getName().equals(y.getName())
                ? Optional.of(a)
                : Optional.empty();
    }

    static boolean same(Type a, Type b) {
        if (a instanceof NonNullType x && b instanceof NonNullType y) {
            return same(x.getType(), y.getType());
        }
        if (a instanceof ListType x && b instanceof ListType y) {
            return same(x.getType(), y.getType());
        }
        return a instanceof TypeName x && b instanceof TypeName y && x.getName().equals(y.getName());
    }

    private boolean within(String narrow, String wide) {
        return narrow.equals(wide) || superTypes.getOrDefault(narrow, Set.of()).contains(wide);
    }

    private void add(String type, String superType) {
        superTypes.computeIfAbsent(type, t -> new HashSet<>()).add(superType);
    }

    private static Type nullable(Type type) {
        return type instanceof NonNullType nonNull ? nonNull.getType() : type;
    }

    private static Type nonNull(Type type) {
        return NonNullType.newNonNullType(type).build();
    }
}
