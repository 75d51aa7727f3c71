package io.weir.load;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.ProcessUsage;
import io.weir.load.publish.EventPayload;
import io.weir.load.publish.EventPublisher;
import io.weir.load.publish.OpenLoop;
import io.weir.load.report.Idle;
import io.weir.load.report.Latency;
import io.weir.load.report.Measurement;
import io.weir.load.subscribe.Deliveries;
import io.weir.load.subscribe.Subscribers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one workload against one server: 1 subscribe, 2 watch the silence, 3 warm up, 4 measure. Blocks its thread.
 */
public final class WorkloadRun {

    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Workload workload;
    private final NodeUnderTest node;
    private final PublisherFactory publishers;
    private final Patience patience;
    private final ProcessUsage own = new ProcessUsage(ProcessHandle.current().pid());

    /** How the runner gets a publisher once the server is up. */
    public interface PublisherFactory {
        /** Connects to the server or its broker. */
        EventPublisher open(Workload workload, NodeUnderTest node) throws IOException;
    }

    /** Prepares a run of {@code workload} against {@code node}. */
    public WorkloadRun(Workload workload, NodeUnderTest node, PublisherFactory publishers, Patience patience) {
        this.workload = workload;
        this.node = node;
        this.publishers = publishers;
        this.patience = patience;
    }

    /** Runs it. */
    public Measurement run() throws IOException, InterruptedException {
        long started = node.usage().residentBytes();
        try (Subscribers subscribers = subscribers()) {
            subscribers.open(patience.subscribe());
            TimeUnit.MILLISECONDS.sleep(patience.settle().toMillis());
            Idle idle = watchSilence();
            long subscribed = node.usage().residentBytes();
            Measurement.Events events = workload.rate() == 0 ? null : publish(subscribers);
            String failure = subscribers.firstFailure();
            if (events == null && failure != null) {
                throw new IllegalStateException(failure);
            }
            ProcessUsage usage = node.usage();
            Measurement.Memory memory =
                    new Measurement.Memory(started, subscribed, usage.residentBytes(), usage.peakBytes());
            return new Measurement(workload.name(), node.name(), memory, idle, events);
        }
    }

    private Subscribers subscribers() {
        return new Subscribers(
                node.address(),
                "/graphql",
                workload.subscribers(),
                workload.topics(),
                topic -> "subscription { reading(sensor: %d) { seq unit text } }".formatted(topic));
    }

    private @Nullable Idle watchSilence() throws InterruptedException {
        if (workload.idle().isZero()) {
            return null;
        }
        long cpu = node.usage().cpuMicros();
        double storeCpu = node.storeMicros();
        long from = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(workload.idle().toMillis());
        double micros = (System.nanoTime() - from) / 1000.0;
        return new Idle(
                micros / 1e6, (node.usage().cpuMicros() - cpu) / micros, (node.storeMicros() - storeCpu) / micros);
    }

    private Measurement.Events publish(Subscribers subscribers) throws IOException, InterruptedException {
        try (EventPublisher publisher = publishers.open(workload, node)) {
            OpenLoop loop = new OpenLoop(publisher, new EventPayload(workload.payload()));
            Phase warmup = phase(EventPayload.firstSequence(), workload.warmup());
            subscribers.expect(warmup);
            loop.run(warmup);
            subscribers.await(patience.silence());
            return measure(subscribers, publisher, loop, warmup.first() + warmup.events());
        }
    }

    private Measurement.Events measure(Subscribers subscribers, EventPublisher publisher, OpenLoop loop, long first)
            throws InterruptedException {
        long failuresBefore = subscribers.failures();
        long refusedBefore = publisher.refused();
        Phase phase = phase(first, workload.duration());
        subscribers.expect(phase);
        long serverCpu = node.usage().cpuMicros();
        double storeCpu = node.storeMicros();
        long clientCpu = own.cpuMicros();
        loop.run(phase);
        Deliveries deliveries = subscribers.await(patience.silence());
        double seconds = (System.nanoTime() - phase.startNanos()) / 1e9;
        double frames = Math.max(1, deliveries.delivered());
        return new Measurement.Events(
                phase.events(),
                publisher.refused() - refusedBefore,
                deliveries.expected(),
                deliveries.delivered(),
                deliveries.duplicates(),
                deliveries.outOfOrder(),
                deliveries.foreign(),
                subscribers.failures() - failuresBefore,
                subscribers.firstFailure(),
                seconds,
                Latency.of(deliveries.latencyMicros()),
                (node.usage().cpuMicros() - serverCpu) / frames,
                (node.storeMicros() - storeCpu) / frames,
                (own.cpuMicros() - clientCpu) / frames);
    }

    /** Begins a little later than now, so that the first event is not late. */
    private Phase phase(long first, Duration time) {
        return new Phase(
                first, workload.eventsIn(time), workload.topics(), workload.schedule(), System.nanoTime() + LEAD_NANOS);
    }
}
