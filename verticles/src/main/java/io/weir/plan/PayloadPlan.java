package io.weir.plan;

import java.util.Optional;

/**
 * What becomes of one value of a source.
 *
 * @param shape what of it is taken; empty when it is taken as it is and nothing is ever added to it
 * @param fetches what completes it; paths start at the root object
 */
public record PayloadPlan(Optional<PayloadShape> shape, FetchGraph fetches) {

    /** For values that need no fetch and hold nothing but what is asked for. */
    public static final PayloadPlan AS_IT_IS = new PayloadPlan(Optional.empty(), FetchGraph.EMPTY);
}
