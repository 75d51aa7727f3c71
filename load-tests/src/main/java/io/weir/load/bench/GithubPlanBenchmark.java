package io.weir.load.bench;

import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphLoader;
import io.weir.graph.GraphSources;
import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlText;
import io.weir.plan.OperationCache;
import io.weir.plan.OperationPlan;
import io.weir.plan.PlannedOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * A plan that was never asked before, on a large schema: GitHub's, whose file {@code -p sdl=FILE} names. The second
 * figure is the part of the first that is graphql-java's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class GithubPlanBenchmark {

    private static final String QUERY = """
            { repository(owner: "a", name: "b") { id name stargazerCount owner { login ... on User { name bio } }
                issues(first: 10, states: [OPEN]) { totalCount nodes { title body author { login }
                  labels(first: 5) { nodes { name color } } comments(first: 3) { nodes { body author { login } } } } }
                pullRequests(last: 5) { nodes { number title mergedAt reviews(first: 3) { nodes { state author { login } } } } } }
              search(query: "weir", type: REPOSITORY, first: 5) { repositoryCount nodes { __typename
                ... on Repository { nameWithOwner } ... on Issue { title } ... on User { login } } } }""";

    /** The schema's file: {@code schema.graphql} of npm's {@code @octokit/graphql-schema}. */
    @Param("schema.graphql")
    public String sdl;

    private Graph graph;

    /** Loads the schema as the only subgraph. */
    @Setup
    public void setUp() throws Exception {
        System.setProperty("logback.configurationFile", "weir-load-logback.xml");
        SdlText text = new SdlText(sdl, Files.readString(Path.of(sdl)));
        graph = GraphLoader.load(new GraphSources(
                List.of(),
                Optional.empty(),
                List.of(new SubgraphSdl("github", "", List.of(text))),
                Map.of(),
                Set.of("default")));
    }

    /** Parsed, validated and planned. */
    @Benchmark
    public OperationPlan fromText() throws Exception {
        PlannedOperation operation = cache().get(QUERY, null);
        return operation.plan(operation.coerce(Map.of()));
    }

    /** Parsed and validated: graphql-java's part. */
    @Benchmark
    public PlannedOperation parsedAndValidated() throws Exception {
        return cache().get(QUERY, null);
    }

    private OperationCache cache() {
        return new OperationCache(
                graph,
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT));
    }
}
