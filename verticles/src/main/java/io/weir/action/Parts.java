package io.weir.action;

import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.Metrics;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all of the engine works with.
 *
 * @param actions those that the node knows now, by the mutation's field
 * @param node who holds this node's leases
 */
record Parts(
        Supplier<Map<String, ActionDefinition>> actions,
        ActionsConfig config,
        String node,
        Timing timing,
        RandomGenerator random,
        Metrics metrics,
        Places places,
        Calls calls,
        Neighbours neighbours,
        ConsistencyConfig consistency) {}
