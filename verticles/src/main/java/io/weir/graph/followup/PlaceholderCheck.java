package io.weir.graph.followup;

import graphql.schema.GraphQLArgument;
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
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Whether a placeholder names something that there is, and that fits where it stands. */
final class PlaceholderCheck {

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
        if (found != null && wrong == null && !InputFit.fits(found, expected)) {
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
}
