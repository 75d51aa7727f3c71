package io.weir.execution;

import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.execution.consistency.Gates;
import io.weir.execution.hook.Hooks;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.plan.OperationCache;
import io.weir.plan.RequestErrors;
import io.weir.source.ActionClient;
import io.weir.source.GateClient;
import io.weir.source.RecordingTopicClient;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.Subgraphs;
import io.weir.testing.PlainResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A composed graph, its subgraphs and topics in memory, and everything between. */
final class FederatedFixture {

    final RecordingTopicClient topics = new RecordingTopicClient();
    final PlannedOperations operations;

    FederatedFixture(FederatedGraphs graphs, SubgraphClient subgraphs) {
        this(graphs.build(), subgraphs);
    }

    FederatedFixture(Graph graph, SubgraphClient subgraphs) {
        this(graph, subgraphs, ActionClient.NONE);
    }

    FederatedFixture(Graph graph, SubgraphClient subgraphs, ActionClient actions) {
        this(graph, subgraphs, actions, new Gates(GateClient.NONE, ConsistencyConfig.DEFAULT));
    }

    FederatedFixture(Graph graph, SubgraphClient subgraphs, ActionClient actions, Gates gates) {
        operations = new PlannedOperations(
                graph,
                new OperationCache(
                        graph,
                        new GraphConfig(
                                List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT)),
                new RootFetcher(
                        graph, topics, EventsConfig.DEFAULT, actions, ActionsConfig.DEFAULT, gates, Hooks.NONE, "test"),
                new Subgraphs(subgraphs, ForwardedHeaders.NONE));
    }

    String run(String query) {
        Prepared prepared = operations.prepare(request(query, Map.of()));
        return prepared instanceof Prepared.Refused refused
                ? refused.errors().toString()
                : PlainResponse.of(
                        ((Prepared.Executable) prepared).execute().result().body());
    }

    EventStream stream(String query, Map<String, String> headers) {
        try {
            return operations.stream(request(query, headers));
        } catch (RequestErrors e) {
            throw new AssertionError(e);
        }
    }

    private static OperationRequest request(String query, Map<String, String> headers) {
        return new OperationRequest(query, null, Map.of(), Map.of(), headers);
    }
}
