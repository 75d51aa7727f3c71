package io.weir.plan;

import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for operations on one graph. */
public final class PlanFixture {

    /** What makes a subgraph one of Federation 2. */
    static final String LINK = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [
              "@key" "@shareable" "@external" "@provides" "@requires" "@interfaceObject" "@inaccessible" "@override"])
            """;

    private final OperationCache cache;

    PlanFixture(FederatedGraphs graphs) {
        this(graphs.build());
    }

    PlanFixture(Graph graph) {
        cache = new OperationCache(
                graph,
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT));
    }

    OperationPlan plan(String query) {
        return plan(query, "{}");
    }

    @SuppressWarnings("unchecked")
    OperationPlan plan(String query, String variables) {
        try {
            PlannedOperation operation = cache.get(query, null);
            return operation.plan(operation.coerce((Map<String, Object>) Json.parse(variables)));
        } catch (RequestErrors e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The plan in its compact form. */
    String text(String query) {
        return PlanText.compact(plan(query));
    }

    /** Why an operation is refused. */
    RequestError refusal(String query) {
        try {
            PlannedOperation operation = cache.get(query, null);
            OperationPlan plan = operation.plan(operation.coerce(Map.of()));
            throw new AssertionError("planned: " + PlanText.compact(plan));
        } catch (RequestErrors e) {
            return e.errors().get(0);
        }
    }
}
