package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.execution.consistency.Gates;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.graph.SdlFixture;
import io.weir.json.Json;
import io.weir.plan.OperationCache;
import io.weir.plan.RequestErrors;
import io.weir.source.ActionClient;
import io.weir.source.GateClient;
import io.weir.source.RecordingTopicClient;
import io.weir.subgraph.Subgraphs;
import io.weir.testing.PlainResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One schema, topics in memory, and everything between. */
final class ExecutionFixture {

    final RecordingTopicClient topics = new RecordingTopicClient();
    final PlannedOperations operations;

    ExecutionFixture(String sdl) {
        this(sdl, true, QueryLimits.DEFAULT);
    }

    ExecutionFixture(String sdl, boolean introspection, QueryLimits limits) {
        this(SdlFixture.graph(sdl), ActionClient.NONE, introspection, limits);
    }

    /** With a configuration of its own. */
    ExecutionFixture(String sdl, GraphConfig config) {
        this(SdlFixture.graph(sdl), ActionClient.NONE, config);
    }

    /** A graph with actions. */
    ExecutionFixture(Graph graph, ActionClient actions) {
        this(graph, actions, true, QueryLimits.DEFAULT);
    }

    /** A graph with actions whose systems have gates. */
    ExecutionFixture(Graph graph, ActionClient actions, Gates gates) {
        this(
                graph,
                actions,
                gates,
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT));
    }

    private ExecutionFixture(Graph graph, ActionClient actions, boolean introspection, QueryLimits limits) {
        this(
                graph,
                actions,
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, introspection, 100, limits));
    }

    private ExecutionFixture(Graph graph, ActionClient actions, GraphConfig config) {
        this(graph, actions, new Gates(GateClient.NONE, ConsistencyConfig.DEFAULT), config);
    }

    private ExecutionFixture(Graph graph, ActionClient actions, Gates gates, GraphConfig config) {
        this(graph, actions, gates, Hooks.NONE, config);
    }

    /** A graph with actions and hooks. */
    ExecutionFixture(Graph graph, ActionClient actions, Hooks hooks) {
        this(
                graph,
                actions,
                new Gates(GateClient.NONE, ConsistencyConfig.DEFAULT),
                hooks,
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT));
    }

    private ExecutionFixture(Graph graph, ActionClient actions, Gates gates, Hooks hooks, GraphConfig config) {
        OperationCache cache = new OperationCache(graph, config);
        RootFetcher fetcher = new RootFetcher(
                graph, topics, EventsConfig.DEFAULT, actions, ActionsConfig.DEFAULT, gates, hooks, "1.2.3");
        operations = new PlannedOperations(graph, cache, fetcher, Subgraphs.none());
    }

    /** The response to a query or mutation, or {@code {"errors": …}} when it was refused. */
    String run(String query, String variables) {
        return run(request(query, variables)).toString();
    }

    /** The response's bytes. */
    Buffer run(OperationRequest request) {
        Prepared prepared = operations.prepare(request);
        if (prepared instanceof Prepared.Refused refused) {
            return Buffer.buffer("{\"errors\":" + refused.errors() + "}");
        }
        OperationResponse response = ((Prepared.Executable) prepared).execute().result();
        return Buffer.buffer(PlainResponse.of(response.body()));
    }

    String run(String query) {
        return run(query, "{}");
    }

    EventStream stream(String query, String variables) {
        try {
            return operations.stream(request(query, variables));
        } catch (RequestErrors e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** What subscribers of {@code query} see of an event. */
    String event(String query, String payload) {
        EventStream stream = stream(query, "{}");
        Object value = Json.parse(Buffer.buffer(payload));
        return stream.malformed(value)
                .map(stream::completeMalformed)
                .orElseGet(() -> stream.complete(value, operations.forEvent()).result())
                .toString();
    }

    /** The response to subscribers of {@code query} for a well-formed event. */
    Buffer complete(String query, Object payload) {
        return stream(query, "{}").complete(payload, operations.forEvent()).result();
    }

    @SuppressWarnings("unchecked")
    static OperationRequest request(String query, String variables) {
        return new OperationRequest(query, null, (Map<String, Object>) Json.parse(variables), Map.of());
    }
}
