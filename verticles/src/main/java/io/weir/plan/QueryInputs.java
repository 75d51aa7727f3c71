package io.weir.plan;

import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.NonNullType;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLSchema;
import io.weir.graph.followup.FollowUp;
import io.weir.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a {@link QueryFetch} needs of an object: its variables. Immutable. */
public final class QueryInputs {

    private final GraphQLSchema schema;
    private final List<Variable> variables;
    private final FieldArguments arguments;
    private final String responseKey;

    /** One placeholder of a template, as a variable of the query. */
    private record Variable(FollowUp.Input input, VariableDefinition definition) {}

    /**
     * Takes values of objects and arguments.
     *
     * @param inputs what the template names
     * @param names the variables' names, one for each
     * @param arguments those of the field that is answered
     * @param responseKey where a reply that templates name stands in an object
     */
    QueryInputs(
            GraphQLSchema schema,
            List<FollowUp.Input> inputs,
            List<String> names,
            FieldArguments arguments,
            String responseKey) {
        this.schema = schema;
        this.arguments = arguments;
        this.responseKey = responseKey;
        this.variables = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            FollowUp.Input input = inputs.get(i);
            variables.add(new Variable(
                    input,
                    VariableDefinition.newVariableDefinition()
                            .name(names.get(i))
                            .type(input.type())
                            .build()));
        }
    }

    /** Those of a query that needs none. */
    static QueryInputs none(GraphQLSchema schema) {
        return new QueryInputs(schema, List.of(), List.of(), FieldArguments.NONE, "");
    }

    /**
     * The arguments of the field that is answered, which are the same for all objects.
     *
     * @param client the client's variables
     * @throws RequestErrors when one does not fit
     */
    public Map<String, @Nullable Object> arguments(CoercedVariables client) throws RequestErrors {
        return arguments.values(client);
    }

    /**
     * The variables for one object, as they came.
     *
     * @param arguments as {@link #arguments} gives them
     * @param object in the merged data
     */
    public Map<String, @Nullable Object> read(
            Map<String, @Nullable Object> arguments, Map<String, @Nullable Object> object) {
        Map<String, @Nullable Object> read = new HashMap<>();
        for (Variable variable : variables) {
            Template.Part.Placeholder placeholder = variable.input().placeholder();
            Object values = switch (placeholder.scope()) {
                case ARGS -> arguments;
                case RESPONSE -> object.get(responseKey);
                default -> object;
            };
            read.put(variable.definition().getName(), value(placeholder, values));
        }
        return read;
    }

    @SuppressWarnings("unchecked") // the JSON parser gives no other maps
    private static @Nullable Object value(Template.Part.Placeholder placeholder, @Nullable Object values) {
        return values instanceof Map ? Template.value(placeholder, (Map<String, @Nullable Object>) values) : null;
    }

    /**
     * The variables as the query takes them (GraphQL specification, section 6.1.2).
     *
     * @param read as {@link #read} gives them
     * @throws RequestErrors with one that does not fit, in words fit for the client
     */
    public Map<String, @Nullable Object> coerce(Map<String, @Nullable Object> read) throws RequestErrors {
        Map<String, @Nullable Object> coerced = new HashMap<>();
        for (Variable variable : variables) {
            String name = variable.definition().getName();
            FollowUp.Input input = variable.input();
            if (read.get(name) == null && input.type() instanceof NonNullType) {
                throw wrong("%s is null, and %s needs a value", input);
            }
            try {
                coerced.putAll(ValuesResolver.coerceVariableValues(
                                schema,
                                List.of(variable.definition()),
                                RawVariables.of(read),
                                GraphQLContext.getDefault(),
                                Locale.ENGLISH)
                        .toMap());
            } catch (GraphQLException e) {
                throw wrong("the value of %s does not fit %s", input);
            }
        }
        return coerced;
    }

    private static RequestErrors wrong(String message, FollowUp.Input input) {
        return new RequestErrors(RequestError.of(
                message.formatted(input.placeholder().name(), input.place()), RequestError.INVALID_VALUE));
    }
}
