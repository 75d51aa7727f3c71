package io.weir.plan;

import io.weir.plan.SourceCompletions.Variant;
import java.util.Optional;

/**
 * The variants of plans of all operations of a node.
 *
 * @param byConditions plans of operations with {@code @skip} and {@code @include}, by the values of their variables
 * @param byPayload what becomes of values that lack something, by what they lack; empty where no plan helps
 */
record PlanVariants(VariantCache<OperationPlan> byConditions, VariantCache<Optional<Variant>> byPayload) {

    /** Remembers about this many of each kind. */
    static PlanVariants ofSize(long size) {
        return new PlanVariants(new VariantCache<>(size), new VariantCache<>(size));
    }
}
