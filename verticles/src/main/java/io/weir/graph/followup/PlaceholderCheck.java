package io.weir.graph.followup;

import graphql.Scalars;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Whether a placeholder names something that there is, and that fits where it stands. */
final class PlaceholderCheck {

    private static final Map<String, Set<String>> TAKES = Map.of(
            "ID", Set.of("String", "Int"),
            "String", Set.of("ID"),
            "Int", Set.of("ID"),
            "Float", Set.of("Int"));
    private static final Set<String> BUILT_IN = Set.of("Int", "Float", "String", "Boolean", "ID");

    private final GraphQLSchema schema;
    private final BiPredicate<String, String> resolved;
    private @Nullable String wrong;

    PlaceholderCheck(GraphQLSchema schema, BiPredicate<String, String> resolved) {
        this.schema = schema;
        this.resolved = resolved;
    }

    /** What is wrong with one of a field of {@code type}; empty when it is right, or when no one can tell. */
    Optional<String> wrong(
            String type, GraphQLFieldDefinition field, Placeholder placeholder, GraphQLInputType expected) {
        GraphQLType found = placeholder.scope() == Scope.PARENT
                ? ofParent(type, placeholder)
                : placeholder.scope() == Scope.ARGS ? ofArguments(field, placeholder) : null;
        if (found != null && wrong == null && !fits(found, expected)) {
            wrong = "{{ %s }} is %s, and %s is expected there"
                    .formatted(
                            placeholder.name(),
                            GraphQLTypeUtil.simplePrint(found),
                            GraphQLTypeUtil.simplePrint(expected));
        }
        return Optional.ofNullable(wrong);
    }

    private @Nullable GraphQLType ofParent(String parent, Placeholder placeholder) {
        GraphQLType at = schema.getObjectType(parent);
        for (String name : placeholder.path()) {
            GraphQLFieldDefinition field = GraphQLTypeUtil.unwrapNonNull(at) instanceof GraphQLObjectType object
                    ? object.getFieldDefinition(name)
                    : null;
            if (field == null) {
                return fail(placeholder, "%s has no field \"%s\"".formatted(GraphQLTypeUtil.simplePrint(at), name));
            }
            String owner = ((GraphQLNamedType) GraphQLTypeUtil.unwrapNonNull(at)).getName();
            if (resolved.test(owner, name)) {
                return fail(placeholder, "%s.%s is itself answered by @resolvedBy".formatted(owner, name));
            }
            if (field.getArguments().stream().anyMatch(PlaceholderCheck::required)) {
                return fail(placeholder, "%s.%s needs arguments".formatted(owner, name));
            }
            at = field.getType();
        }
        return GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(at))
                ? at
                : fail(placeholder, "it must be a scalar or enum value; name a field of it");
    }

    private static boolean required(GraphQLArgument argument) {
        return GraphQLTypeUtil.isNonNull(argument.getType()) && !argument.hasSetDefaultValue();
    }

    private @Nullable GraphQLType ofArguments(GraphQLFieldDefinition field, Placeholder placeholder) {
        GraphQLArgument argument = field.getArgument(placeholder.path().get(0));
        if (argument == null) {
            List<String> names =
                    field.getArguments().stream().map(GraphQLArgument::getName).toList();
            return fail(
                    placeholder,
                    "the field \"%s\" has no argument \"%s\"; it has %s"
                            .formatted(
                                    field.getName(),
                                    placeholder.path().get(0),
                                    names.isEmpty() ? "none" : String.join(", ", names)));
        }
        GraphQLType at = argument.getType();
        for (String name : placeholder.path().subList(1, placeholder.path().size())) {
            GraphQLInputObjectField inner = GraphQLTypeUtil.unwrapNonNull(at) instanceof GraphQLInputObjectType input
                    ? input.getField(name)
                    : null;
            if (inner == null) {
                return fail(placeholder, "%s has no field \"%s\"".formatted(GraphQLTypeUtil.simplePrint(at), name));
            }
            at = inner.getType();
        }
        return at;
    }

    private @Nullable GraphQLType fail(Placeholder placeholder, String why) {
        wrong = "{{ %s }}: %s".formatted(placeholder.name(), why);
        return null;
    }

    /** Nulls are left to the execution. A single value may stand for a list, as it may in variables. */
    private static boolean fits(GraphQLType found, GraphQLType expected) {
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
