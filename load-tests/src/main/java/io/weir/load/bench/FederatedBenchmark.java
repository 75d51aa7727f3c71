package io.weir.load.bench;

import io.vertx.core.buffer.Buffer;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.OperationResponse;
import io.weir.execution.PlannedOperations;
import io.weir.execution.Prepared;
import io.weir.execution.RootFetcher;
import io.weir.graph.Graph;
import io.weir.json.Json;
import io.weir.load.federation.FederatedQueries;
import io.weir.load.federation.Monolith;
import io.weir.load.federation.Replies;
import io.weir.plan.OperationCache;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.subgraph.Subgraphs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A federated query by a cached plan, from the request to the response's bytes, and the same selection over the same
 * data by graphql-java, which has them as objects in memory: Weir writes representations, and parses and merges replies
 * besides.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class FederatedBenchmark {

    /** Which of {@link FederatedQueries}. */
    public enum Query {
        /** Two subgraphs, one entity. */
        ONE(FederatedQueries.ONE),
        /** Three subgraphs in three steps. */
        ALL(FederatedQueries.ALL);

        private final String text;

        Query(String text) {
            this.text = text;
        }
    }

    /** The query. */
    @Param
    public Query query;

    private PlannedOperations operations;
    private OperationRequest request;
    private Monolith monolith;
    private Graph graph;

    /** Makes the plan, and checks that both sides answer the same. */
    @Setup
    public void setUp() throws Exception {
        System.setProperty("logback.configurationFile", "weir-load-logback.xml");
        graph = FederatedGraph.load();
        operations = new PlannedOperations(
                graph,
                cache(),
                new RootFetcher(graph, new AnsweredTopics(Buffer.buffer()), EventsConfig.DEFAULT, "benchmark"),
                new Subgraphs(new Replies(), ForwardedHeaders.NONE));
        request = new OperationRequest(query.text, null, Map.of(), Map.of());
        monolith = new Monolith();
        Object ours = Json.parse(weir().body());
        Object theirs = Json.parse(graphqlJava());
        if (!Objects.equals(ours, theirs)) {
            throw new IllegalStateException("the answers differ: " + ours + " and " + theirs);
        }
    }

    /** Weir, the plan cached. */
    @Benchmark
    public OperationResponse weir() {
        return ((Prepared.Executable) operations.prepare(request)).execute().result();
    }

    /** graphql-java, the document cached. */
    @Benchmark
    public Buffer graphqlJava() {
        return monolith.execute(query.text);
    }

    /** Parsing, validating and planning what was never asked before. */
    @Benchmark
    public Prepared planCold() {
        return operationsWithoutMemory().prepare(request);
    }

    private PlannedOperations operationsWithoutMemory() {
        return new PlannedOperations(
                graph,
                cache(),
                new RootFetcher(graph, new AnsweredTopics(Buffer.buffer()), EventsConfig.DEFAULT, "benchmark"),
                Subgraphs.none());
    }

    private OperationCache cache() {
        return new OperationCache(
                graph,
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT));
    }
}
