package io.weir.plan;

import graphql.execution.CoercedVariables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose root fields' arguments are variables, so that others than the client can set them.
 *
 * @param fields the names of those root fields
 * @param text the document, of this one operation
 * @param name the operation's; null when it has none
 * @param operation it, with its plans
 * @param kept the client's variables that it still has
 * @param variables the variables that are arguments of its fields, by response key and argument
 */
public record RewrittenOperation(
        Set<String> fields,
        String text,
        @Nullable String name,
        PlannedOperation operation,
        Set<String> kept,
        Map<String, Map<String, String>> variables) {

    /**
     * The raw values of all its variables.
     *
     * @param raw those of the operation as the client wrote it
     * @param arguments the arguments of its fields by response key, in the form of {@link io.weir.json.Json#parse}; none
     *     that is not declared
     */
    public Map<String, @Nullable Object> raw(
            Map<String, @Nullable Object> raw, Map<String, Map<String, @Nullable Object>> arguments) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(raw);
        all.keySet().retainAll(kept);
        arguments.forEach((responseKey, values) -> {
            Map<String, String> names = variables.getOrDefault(responseKey, Map.of());
            values.forEach((argument, value) -> all.put(names.getOrDefault(argument, argument), value));
        });
        return all;
    }

    /** The arguments of one of its fields, by name, for these variables; those without a value are absent. */
    public Map<String, @Nullable Object> arguments(String responseKey, CoercedVariables coerced) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        variables.getOrDefault(responseKey, Map.of()).forEach((argument, variable) -> {
            if (coerced.containsKey(variable)) {
                arguments.put(argument, coerced.get(variable));
            }
        });
        return arguments;
    }

    /** The names of the arguments that one of its fields has. */
    public Set<String> declared(String responseKey) {
        return variables.getOrDefault(responseKey, Map.of()).keySet();
    }
}
