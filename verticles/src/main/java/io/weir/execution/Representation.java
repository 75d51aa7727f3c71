package io.weir.execution;

import static graphql.schema.GraphQLTypeUtil.unwrapNonNull;

import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.idl.ScalarInfo;
import io.weir.graph.Graph;
import io.weir.plan.SourceFetch;
import io.weir.plan.ValueProjection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a JSON value a representation: an object that names its type and carries its key. */
final class Representation {

    private static final String TYPENAME = "__typename";

    private Representation() {}

    /**
     * Why {@code value}, which {@code source} gave for its root field, is not a representation of what the field
     * returns; empty when it is one, or null.
     */
    static Optional<String> check(@Nullable Object value, SourceFetch source, Graph graph) {
        if (value == null || !(source.value() instanceof ValueProjection.Composite composite)) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return Optional.of("it is not a JSON object");
        }
        if (composite.typed() && object.get(TYPENAME) == null) {
            return Optional.of("it lacks \"__typename\"");
        }
        String type = typeName(object, composite);
        if (type == null && !namesInterface(object, source)) {
            return Optional.of(wrongType(object, composite));
        }
        List<List<String>> ofStatic = graph.keys().getOrDefault(composite.type(), List.of());
        List<List<String>> keys = type == null ? ofStatic : graph.keys().getOrDefault(type, ofStatic);
        Optional<String> missing = missingKey(object, keys);
        return missing.isPresent() ? missing : oddKey(object, type == null ? composite.type() : type, keys, graph);
    }

    /** Who knows no more than an interface can name no other type. */
    private static boolean namesInterface(Map<?, ?> object, SourceFetch source) {
        return source.namedInterface().isPresent()
                && source.namedInterface().get().equals(object.get(TYPENAME));
    }

    /** The object's concrete type; null when it names none where it must, or one that cannot stand here. */
    static @Nullable String typeName(Map<?, ?> object, ValueProjection.Composite composite) {
        Object named = object.get(TYPENAME);
        if (named == null) {
            return composite.byType().containsKey(composite.type()) ? composite.type() : null;
        }
        return named instanceof String name && composite.byType().containsKey(name) ? name : null;
    }

    static String wrongType(Map<?, ?> object, ValueProjection.Composite composite) {
        Object named = object.get(TYPENAME);
        if (named == null) {
            return "it lacks \"__typename\"";
        }
        return named instanceof String name
                ? "its \"__typename\" is \"%s\", which %s cannot be".formatted(shortened(name), composite.type())
                : "its \"__typename\" is not a text";
    }

    /** One of the keys must be there in full. */
    private static Optional<String> missingKey(Map<?, ?> object, List<List<String>> keys) {
        for (List<String> key : keys) {
            if (hasAll(object, key)) {
                return Optional.empty();
            }
        }
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of("it lacks the key \"%s\"".formatted(String.join(" ", keys.get(0))));
    }

    private static boolean hasAll(Map<?, ?> object, List<String> key) {
        for (String field : key) {
            if (object.get(field) == null) {
                return false;
            }
        }
        return true;
    }

    /** Subgraphs are not asked for what can be no key. */
    private static Optional<String> oddKey(Map<?, ?> object, String type, List<List<String>> keys, Graph graph) {
        for (List<String> key : keys) {
            for (String field : key) {
                if (odd(object.get(field), type, field, graph)) {
                    return Optional.of("its key \"%s\" is neither a text nor a number".formatted(field));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean odd(@Nullable Object value, String type, String field, Graph graph) {
        if (!(value instanceof Map || value instanceof List)
                || !(graph.supergraph().schema().getType(type) instanceof GraphQLFieldsContainer container)
                || container.getFieldDefinition(field) == null) {
            return false;
        }
        GraphQLType declared = unwrapNonNull(container.getFieldDefinition(field).getType());
        return declared instanceof GraphQLScalarType scalar && ScalarInfo.isGraphqlSpecifiedScalar(scalar);
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
