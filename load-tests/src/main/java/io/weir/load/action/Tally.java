package io.weir.load.action;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.ProcessUsage;
import io.weir.load.report.ActionsReport;
import io.weir.load.report.Latency;
import java.util.function.DoubleSupplier;
import org.HdrHistogram.Histogram;

/** What all rounds of one step add up to: how much was done, in what time, with how much CPU time. */
final class Tally {

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

    /** Of what a node does. */
    static Tally of(NodeUnderTest node, Postgres postgres) {
        return new Tally(node.usage()::cpuMicros, postgres::cpuMicros);
    }

    /** Of what is done without a node. */
    static Tally of(Postgres postgres) {
        return new Tally(() -> Double.NaN, postgres::cpuMicros);
    }

    /** One round, which takes as long as it takes. */
    interface Round {

        /** Answers how much was done. */
        long run(Histogram latencyMicros) throws Exception;
    }

    /** One round that knows itself how long it took. */
    interface TimedRound {

        Work run(Histogram latencyMicros) throws Exception;
    }

    /** So much in so many seconds. */
    record Work(long done, double seconds) {}

    static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, 3);
    }

    static void record(Histogram latencyMicros, long nanos) {
        latencyMicros.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
    }

    void add(Round round) throws Exception {
        addTimed(latency -> {
            long began = System.nanoTime();
            long count = round.run(latency);
            return new Work(count, (System.nanoTime() - began) / 1e9);
        });
    }

    void addTimed(TimedRound round) throws Exception {
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

    long done() {
        return done;
    }

    ActionsReport.Row row(String step) {
        return new ActionsReport.Row(
                step,
                done,
                done / seconds,
                serverCpu / done,
                postgresCpu / done,
                clientCpu / done,
                Latency.of(latencyMicros));
    }

    /** The share of one core that was used. */
    ActionsReport.Idle idle() {
        return new ActionsReport.Idle(seconds, serverCpu / 1e6 / seconds, postgresCpu / 1e6 / seconds);
    }
}
