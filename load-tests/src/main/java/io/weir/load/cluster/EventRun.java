package io.weir.load.cluster;

import io.weir.load.Patience;
import io.weir.load.Phase;
import io.weir.load.Schedule;
import io.weir.load.node.ClusterNode;
import io.weir.load.node.Meters.Meter;
import io.weir.load.node.ProcessUsage;
import io.weir.load.node.Servers;
import io.weir.load.publish.EventPayload;
import io.weir.load.publish.OpenLoop;
import io.weir.load.publish.RabbitPublisher;
import io.weir.load.report.ClusterMeasurement;
import io.weir.load.report.Latency;
import io.weir.load.subscribe.Deliveries;
import io.weir.load.subscribe.Subscribers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Events of a broker through a running cluster: 1 subscribe, 2 warm up, 3 measure. Blocks its thread.
 *
 * @param broker the URI of the broker
 * @param payload an event's size in bytes
 * @param warmup how long events flow before anything counts
 * @param time how long they count
 */
public record EventRun(String broker, int payload, Duration warmup, Duration time) {

    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Patience PATIENCE = Patience.DEFAULT;

    /** What a node had used and done at one moment. */
    private record Reading(long cpuMicros, double eventsIn) {

        static List<Reading> all(List<ClusterNode> nodes) throws IOException, InterruptedException {
            List<Reading> all = new ArrayList<>();
            for (ClusterNode node : nodes) {
                all.add(new Reading(
                        node.server().usage().cpuMicros(), node.meters().of(Meter.EVENTS_IN)));
            }
            return all;
        }
    }

    /** Runs it on nodes of that shape. */
    public ClusterMeasurement run(Shape shape, List<ClusterNode> nodes) throws IOException, InterruptedException {
        List<InetSocketAddress> servers = shape.serving().stream()
                .map(number -> nodes.get(number).server().address())
                .toList();
        try (Subscribers subscribers = new Subscribers(
                        servers,
                        "/graphql",
                        shape.subscribers(),
                        shape.topics(),
                        topic -> "subscription { reading(sensor: %d) { seq unit text } }".formatted(topic));
                RabbitPublisher publisher = new RabbitPublisher(broker, Servers.EXCHANGE, shape.topics())) {
            subscribers.open(PATIENCE.subscribe());
            TimeUnit.MILLISECONDS.sleep(PATIENCE.settle().toMillis());
            OpenLoop loop = new OpenLoop(publisher, new EventPayload(payload));
            Phase first = phase(shape, EventPayload.firstSequence(), warmup);
            subscribers.expect(first);
            loop.run(first);
            subscribers.await(PATIENCE.silence());
            Phase counted = phase(shape, first.first() + first.events(), time);
            return measure(shape, nodes, subscribers, publisher, loop, counted);
        }
    }

    private ClusterMeasurement measure(
            Shape shape,
            List<ClusterNode> nodes,
            Subscribers subscribers,
            RabbitPublisher publisher,
            OpenLoop loop,
            Phase planned)
            throws IOException, InterruptedException {
        ProcessUsage own = new ProcessUsage(ProcessHandle.current().pid());
        long failures = subscribers.failures();
        long refused = publisher.refused();
        List<Reading> before = Reading.all(nodes);
        Phase phase = new Phase(
                planned.first(),
                planned.events(),
                planned.topics(),
                planned.schedule(),
                System.nanoTime() + LEAD_NANOS);
        subscribers.expect(phase);
        long client = own.cpuMicros();
        loop.run(phase);
        Deliveries deliveries = subscribers.await(PATIENCE.silence());
        double seconds = (System.nanoTime() - phase.startNanos()) / 1e9;
        client = own.cpuMicros() - client;
        List<ClusterMeasurement.Node> parts = parts(nodes, before, Reading.all(nodes), phase.events());
        long wrong = deliveries.duplicates()
                + deliveries.outOfOrder()
                + deliveries.foreign()
                + subscribers.failures()
                - failures
                + publisher.refused()
                - refused;
        return new ClusterMeasurement(
                shape.name(),
                phase.events(),
                deliveries.expected(),
                deliveries.delivered(),
                wrong,
                seconds,
                parts,
                (double) client / phase.events(),
                Latency.of(deliveries.latencyMicros()));
    }

    private static List<ClusterMeasurement.Node> parts(
            List<ClusterNode> nodes, List<Reading> before, List<Reading> after, long events) {
        List<ClusterMeasurement.Node> parts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ClusterNode node = nodes.get(i);
            double cpu = after.get(i).cpuMicros() - before.get(i).cpuMicros();
            double arrivals = after.get(i).eventsIn() - before.get(i).eventsIn();
            parts.add(new ClusterMeasurement.Node(
                    node.roles(),
                    cpu / events,
                    arrivals / events,
                    node.server().usage().residentBytes()));
        }
        return parts;
    }

    private static Phase phase(Shape shape, long first, Duration time) {
        long events = Math.max(1, (long) (shape.rate() * (time.toMillis() / 1000.0)));
        return new Phase(first, events, shape.topics(), new Schedule(shape.rate(), 1), System.nanoTime() + LEAD_NANOS);
    }
}
