package io.weir.load.bench;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.EventStream;
import io.weir.execution.OperationResponse;
import io.weir.execution.PlannedOperations;
import io.weir.execution.Prepared;
import io.weir.json.Json;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes of an event in, bytes of a response out, six leaves on two levels; the operation is cached. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class ExecutionBenchmark {

    private PlannedOperations operations;
    private EventStream stream;
    private GraphqlJava graphqlJava;

    /** Makes the plans, and checks that both sides answer the same. */
    @Setup
    public void setUp() throws Exception {
        operations = Employees.operations();
        stream = operations.stream(Employees.SUBSCRIPTION);
        graphqlJava = new GraphqlJava();
        Object ours = Json.parse(query().body());
        Object theirs = Json.parse(graphqlJavaQuery());
        if (!Objects.equals(ours, theirs)) {
            throw new IllegalStateException("the answers differ: " + ours + " and " + theirs);
        }
    }

    /** An event for one group: parsed, completed by the plan, serialised. */
    @Benchmark
    public Buffer event() {
        return stream.complete(Objects.requireNonNull(Json.parse(Employees.EVENT)), operations.forEvent())
                .result();
    }

    /** A query as a transport asks it: looked up, coerced, fetched, parsed, completed, serialised. */
    @Benchmark
    public OperationResponse query() {
        Prepared prepared = operations.prepare(Employees.QUERY);
        return ((Prepared.Executable) prepared).execute().result();
    }

    /** The same query by graphql-java's own execution. */
    @Benchmark
    public Buffer graphqlJavaQuery() {
        return graphqlJava.execute(Employees.QUERY.query());
    }
}
