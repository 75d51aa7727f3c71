package io.weir.plan;

import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one root field; those without variables are coerced once. Immutable. */
public final class FieldArguments {

    /** Of a field that has none. */
    static final FieldArguments NONE = new FieldArguments();

    private final GraphQLCodeRegistry registry;
    private final List<GraphQLArgument> definitions;
    private final List<Argument> arguments;
    private final @Nullable Map<String, @Nullable Object> constant;

    private FieldArguments() {
        this.registry = GraphQLCodeRegistry.newCodeRegistry().build();
        this.definitions = List.of();
        this.arguments = List.of();
        this.constant = Map.of();
    }

    FieldArguments(GraphQLSchema schema, GraphQLFieldDefinition definition, Field field) throws RequestErrors {
        this.registry = schema.getCodeRegistry();
        this.definitions = definition.getArguments();
        this.arguments = field.getArguments();
        boolean variable = arguments.stream().anyMatch(argument -> usesVariable(argument.getValue()));
        this.constant = variable ? null : coerce(CoercedVariables.emptyVariables());
    }

    /**
     * The coerced arguments by name, defaults included (GraphQL specification, section 6.4.1).
     *
     * @throws RequestErrors when a value does not fit
     */
    public Map<String, @Nullable Object> values(CoercedVariables variables) throws RequestErrors {
        return constant != null ? constant : coerce(variables);
    }

    private Map<String, @Nullable Object> coerce(CoercedVariables variables) throws RequestErrors {
        if (definitions.isEmpty()) {
            return Map.of();
        }
        try {
            return ValuesResolver.getArgumentValues(
                    registry, definitions, arguments, variables, GraphQLContext.getDefault(), Locale.ENGLISH);
        } catch (GraphQLException e) {
            throw new RequestErrors(RequestError.of(String.valueOf(e.getMessage()), RequestError.BAD_USER_INPUT));
        }
    }

    private static boolean usesVariable(Node<?> value) {
        return value instanceof VariableReference
                || value.getChildren().stream().anyMatch(child -> usesVariable((Node<?>) child));
    }
}
