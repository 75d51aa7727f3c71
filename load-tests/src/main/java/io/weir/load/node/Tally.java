package io.weir.load.node;

import io.weir.load.report.Idle;
import io.weir.load.report.Latency;
import io.weir.load.report.Step;
import java.util.function.DoubleSupplier;
import org.HdrHistogram.Histogram;

/** What all rounds of one step add up to: how much was done, in what time, with how much CPU time. */
public final class Tally {

    private static final long LONGEST_MICROS = 60_000_000L;

    private final DoubleSupplier serverMicros;
    private final DoubleSupplier postgresMicros;
    private final ProcessUsage runner = new ProcessUsage(ProcessHandle.current().pid());
    private final Histogram latencyMicros = histogram();
    private long done;
    private double seconds;
    private double serverCpu;
    private double postgresCpu;
    private double clientCpu;

    /** Adds up from 0; the CPU times are since whenever, in microseconds, NaN for one that is not known. */
    private Tally(DoubleSupplier serverMicros, DoubleSupplier postgresMicros) {
        this.serverMicros = serverMicros;
        this.postgresMicros = postgresMicros;
    }

    /** Of what a node does, and PostgreSQL for it. */
    public static Tally of(NodeUnderTest node, Postgres postgres) {
        return new Tally(node.usage()::cpuMicros, postgres::cpuMicros);
    }

    /** Of what is done without a node. */
    public static Tally of(Postgres postgres) {
        return new Tally(() -> Double.NaN, postgres::cpuMicros);
    }

    /** One round, which takes as long as it takes. */
    public interface Round {

        /** Answers how much was done. */
        long run(Histogram latencyMicros) throws Exception;
    }

    /** One round that knows itself how long it took. */
    public interface TimedRound {

        /** Answers how much was done, and in what time. */
        Work run(Histogram latencyMicros) throws Exception;
    }

    /** So much in so many seconds. */
    public record Work(long done, double seconds) {}

    /** For times of one thing, in microseconds. */
    public static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, 3);
    }

    /** Adds a time in nanoseconds to a histogram of microseconds. */
    public static void record(Histogram latencyMicros, long nanos) {
        latencyMicros.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
    }

    /** Runs a round and adds what it did and took. */
    public void add(Round round) throws Exception {
        addTimed(latency -> {
            long began = System.nanoTime();
            long count = round.run(latency);
            return new Work(count, (System.nanoTime() - began) / 1e9);
        });
    }

    /** The same for a round that knows its time. */
    public void addTimed(TimedRound round) throws Exception {
        double server = serverMicros.getAsDouble();
        double store = postgresMicros.getAsDouble();
        double client = runner.cpuMicrosWithEnded();
        Work work = round.run(latencyMicros);
        done += work.done();
        seconds += work.seconds();
        serverCpu += serverMicros.getAsDouble() - server;
        postgresCpu += postgresMicros.getAsDouble() - store;
        clientCpu += runner.cpuMicrosWithEnded() - client;
    }

    /** How much was done in all rounds. */
    public long done() {
        return done;
    }

    /** All of it, under the step's name. */
    public Step row(String step) {
        Latency latency = latencyMicros.getTotalCount() == 0 ? null : Latency.of(latencyMicros);
        return new Step(step, done, done / seconds, serverCpu / done, postgresCpu / done, clientCpu / done, latency);
    }

    /** The share of one core that was used. */
    public Idle idle() {
        return new Idle(seconds, serverCpu / 1e6 / seconds, postgresCpu / 1e6 / seconds);
    }
}
