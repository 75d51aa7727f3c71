package io.weir.server;

import graphql.language.SourceLocation;
import io.weir.config.GraphConfig;
import io.weir.config.Problem;
import io.weir.graph.Graph;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.plan.OperationCache;
import io.weir.plan.PlannedOperation;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plans the documents of deliveries before anything is delivered: they keep the same limits as those of clients. */
final class DeliveryPlans {

    private DeliveryPlans() {}

    /** What cannot be planned, each at its place in its document. */
    static List<Problem> problems(Graph graph, GraphConfig config) {
        OperationCache operations = new OperationCache(graph, config);
        List<Problem> problems = new ArrayList<>();
        for (DeliveryDefinition delivery : graph.deliveries()) {
            try {
                PlannedOperation operation = operations.get(delivery.document(), null);
                operation.plan(operation.coerce(delivery.config().variables()));
            } catch (RequestErrors e) {
                e.errors().forEach(error -> problems.add(problem(delivery, error)));
            }
        }
        return problems;
    }

    private static Problem problem(DeliveryDefinition delivery, RequestError error) {
        Path file = delivery.config().document();
        SourceLocation at = error.locations().stream().findFirst().orElse(new SourceLocation(1, 1));
        return new Problem(file, at.getLine(), at.getColumn(), error.message());
    }
}
