/**
 * An operation and the {@link io.weir.graph.Graph} in, an {@link io.weir.plan.OperationPlan} out: which root fields to
 * fetch from which sources and subgraphs, what else to fetch for their objects, and how the response is written from what
 * comes back. Plans are cached.
 */
@NullMarked
package io.weir.plan;

import org.jspecify.annotations.NullMarked;
