package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.plan.FieldProjection;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the root fields of one execution.
 *
 * @param plan of the operation
 * @param variables coerced
 * @param request that brought it
 * @param merged where the response's extensions go
 */
record RootScope(OperationPlan plan, CoercedVariables variables, OperationRequest request, Merged merged) {

    private static final OperationRequest NO_REQUEST = new OperationRequest("", null, Map.of(), Map.of());

    /** What surrounds the fields of a subscription, for one of its events. */
    static RootScope ofEvent(OperationPlan plan, CoercedVariables variables, Merged merged) {
        return new RootScope(plan, variables, NO_REQUEST, merged);
    }

    /** The arguments of one of its fields. */
    Map<String, @Nullable Object> arguments(SourceFetch step) throws RequestErrors {
        return step.arguments().values(variables);
    }

    /** Whether the operation has this root field only. */
    boolean single() {
        return plan.fields().size() == 1;
    }

    /** The response key of one of its fields. */
    String responseKey(SourceFetch step) {
        return plan.fields().stream()
                .filter(field -> Objects.equals(field.sourceKey(), step.storageKey()))
                .map(FieldProjection::responseKey)
                .findFirst()
                .orElseThrow();
    }
}
