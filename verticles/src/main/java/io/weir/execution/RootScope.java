package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.bus.EventAttributes;
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
 * @param asked the arguments as the client gave them of those root fields whose arguments hooks have changed, by response
 *     key
 */
record RootScope(
        OperationPlan plan,
        CoercedVariables variables,
        OperationRequest request,
        Merged merged,
        Map<String, Map<String, @Nullable Object>> asked) {

    private static final OperationRequest NO_REQUEST = new OperationRequest("", null, Map.of(), Map.of());

    /** Where no hook has changed anything. */
    RootScope(OperationPlan plan, CoercedVariables variables, OperationRequest request, Merged merged) {
        this(plan, variables, request, merged, Map.of());
    }

    /** What surrounds the fields of a subscription, for one of its events. */
    static RootScope ofEvent(OperationPlan plan, CoercedVariables variables, Merged merged) {
        return new RootScope(plan, variables, NO_REQUEST, merged);
    }

    /** The arguments of one of its fields. */
    Map<String, @Nullable Object> arguments(SourceFetch step) throws RequestErrors {
        return step.arguments().values(variables);
    }

    /** What goes with the events of what the operation does. */
    EventAttributes attributes() {
        return EventAttributes.NONE.withDepth(request.depth());
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
