package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.execution.hook.Hooks;
import io.weir.json.Json;
import io.weir.plan.MutationField;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A root field of a mutation that has hooks before it.
 *
 * @param arguments as the client gave them, coerced, as {@link Json#parse} has them
 */
record HookedField(String field, String responseKey, Map<String, @Nullable Object> arguments) {

    /**
     * Those of an operation, in the order of its selection.
     *
     * @throws RequestErrors when arguments do not fit: nobody can be asked about them, so nothing may run
     */
    static List<HookedField> of(OperationPlan plan, Hooks hooks, CoercedVariables variables) throws RequestErrors {
        List<HookedField> fields = new ArrayList<>();
        for (Map.Entry<String, MutationField> field : plan.rootArguments().entrySet()) {
            String name = field.getValue().name();
            if (hooks.before().contains(name)) {
                fields.add(new HookedField(
                        name, field.getKey(), plain(field.getValue().arguments().values(variables))));
            }
        }
        return fields;
    }

    /** Scalars may be coerced to what is of no JSON type. */
    @SuppressWarnings("unchecked") // an object stays an object
    static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> arguments) {
        JsonWriter written = new JsonWriter(256);
        written.writeValue(arguments);
        return (Map<String, @Nullable Object>) Objects.requireNonNull(Json.parse(written.toBuffer()));
    }
}
