package io.weir.load.cluster;

import io.weir.load.Patience;
import io.weir.load.Phase;
import io.weir.load.Schedule;
import io.weir.load.node.ClusterNode;
import io.weir.load.node.Meters.Meter;
import io.weir.load.node.Servers;
import io.weir.load.publish.EventPayload;
import io.weir.load.publish.OpenLoop;
import io.weir.load.publish.RabbitPublisher;
import io.weir.load.report.TopicStep;
import io.weir.load.subscribe.Deliveries;
import io.weir.load.subscribe.TopicSubscribers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many topics, one subscriber each: opened, and moved when the last node of the cluster leaves.
 *
 * @param broker the URI of the broker
 * @param topics how many
 * @param kill whether that node is killed, instead of being told to stop
 */
public record TopicRun(String broker, int topics, boolean kill) {

    private static final String QUERY = "subscription($sensor: Int!) { %s(sensor: $sensor) { seq } }";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Patience PATIENCE = Patience.DEFAULT;
    private static final int PAYLOAD = 100;

    /** Events for each second, of which each is one topic's. */
    private static final int RATE = 4_000;

    /** Topics of which it is watched when they are served again. */
    private static final int WATCHED = 2_000;

    private static final Duration LOOK = Duration.ofMillis(250);

    private record Reading(long cpuMicros, long resident) {

        static List<Reading> all(List<ClusterNode> nodes) {
            return nodes.stream()
                    .map(node -> new Reading(
                            node.server().usage().cpuMicros(),
                            node.server().usage().residentBytes()))
                    .toList();
        }
    }

    /** Topics of the bus: each is an address that every node learns of. */
    public TopicStep register(String step, List<ClusterNode> nodes) throws IOException, InterruptedException {
        try (TopicSubscribers subscribers = subscribers(nodes, "local")) {
            return open(step, nodes, subscribers);
        }
    }

    /** Topics of the broker: they are opened; the last node leaves; each time every topic must have its event. */
    public List<TopicStep> openAndMove(List<ClusterNode> nodes) throws IOException, InterruptedException {
        List<TopicStep> steps = new ArrayList<>();
        try (TopicSubscribers subscribers = subscribers(nodes, "reading");
                RabbitPublisher publisher = new RabbitPublisher(broker, Servers.EXCHANGE, topics)) {
            TopicStep opened = open("opened", nodes, subscribers);
            steps.add(proven(opened, subscribers, publisher, EventPayload.firstSequence()));
            List<ClusterNode> others = nodes.subList(0, nodes.size() - 1);
            List<Reading> before = Reading.all(others);
            long toldBefore = subscribers.failures();
            long began = System.nanoTime();
            leave(nodes.get(others.size()));
            double gone = seconds(began);
            awaitServed(subscribers, publisher);
            double served = seconds(began);
            Rest.await(others, LONG);
            String name = "bridge %s, gone after %.1f s; %d subscribers told"
                    .formatted(kill ? "killed" : "told to stop", gone, subscribers.failures() - toldBefore);
            TopicStep moved = step(name, others, before, served);
            steps.add(proven(moved, subscribers, publisher, EventPayload.firstSequence() + (long) topics));
            return steps;
        }
    }

    private void leave(ClusterNode node) {
        if (kill) {
            node.server().kill();
        } else {
            node.server().close();
        }
    }

    /** Sends events to some topics, to each until one has come: what came before the bridge was gone says nothing. */
    private void awaitServed(TopicSubscribers subscribers, RabbitPublisher publisher) throws InterruptedException {
        BitSet watched = new BitSet();
        IntStream.range(0, topics)
                .filter(topic -> topic % Math.max(1, topics / WATCHED) == 0)
                .forEach(watched::set);
        subscribers.lookFor(watched);
        long deadline = System.nanoTime() + LONG.toNanos();
        EventPayload payload = new EventPayload(PAYLOAD);
        BitSet left = watched;
        for (long sequence = EventPayload.firstSequence(); !left.isEmpty(); sequence++) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "%d of %d topics are not served".formatted(left.cardinality(), WATCHED));
            }
            byte[] event = payload.with(sequence);
            left.stream().forEach(topic -> publisher.publish(topic, event));
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            left = subscribers.unserved();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private TopicSubscribers subscribers(List<ClusterNode> nodes, String field) {
        List<InetSocketAddress> servers = nodes.stream()
                .filter(node -> node.does("transport"))
                .map(node -> node.server().address())
                .toList();
        return new TopicSubscribers(servers, QUERY.formatted(field), topics);
    }

    private TopicStep open(String name, List<ClusterNode> nodes, TopicSubscribers subscribers)
            throws IOException, InterruptedException {
        Rest.await(nodes, LONG);
        List<Reading> before = Reading.all(nodes);
        long began = System.nanoTime();
        subscribers.open(LONG);
        while (triggers(nodes) < topics) {
            if (System.nanoTime() - began > LONG.toNanos() || subscribers.failures() > 0) {
                throw new IllegalStateException("%.0f of %d topics are open; %s"
                        .formatted(triggers(nodes), topics, subscribers.firstFailure()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        long open = System.nanoTime();
        long ended = Math.max(open, Rest.await(nodes, LONG));
        return step(name, nodes, before, (ended - began) / 1e9);
    }

    private TopicStep step(String name, List<ClusterNode> nodes, List<Reading> before, double seconds) {
        List<Reading> after = Reading.all(nodes);
        List<TopicStep.Node> parts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            double cpu = after.get(i).cpuMicros() - before.get(i).cpuMicros();
            double memory = after.get(i).resident() - before.get(i).resident();
            parts.add(new TopicStep.Node(nodes.get(i).roles(), cpu / topics, memory / topics));
        }
        return new TopicStep(name, topics, seconds, parts, 0, 0);
    }

    private TopicStep proven(TopicStep step, TopicSubscribers subscribers, RabbitPublisher publisher, long first)
            throws InterruptedException {
        Phase phase = new Phase(first, topics, topics, new Schedule(RATE, 1), System.nanoTime());
        subscribers.expect(phase);
        new OpenLoop(publisher, new EventPayload(PAYLOAD)).run(phase);
        Deliveries deliveries = subscribers.await(PATIENCE.silence());
        return new TopicStep(
                step.step(),
                step.topics(),
                step.seconds(),
                step.nodes(),
                deliveries.delivered() - deliveries.duplicates() - deliveries.foreign(),
                deliveries.expected());
    }

    private static double triggers(List<ClusterNode> nodes) throws IOException, InterruptedException {
        double open = 0;
        for (ClusterNode node : nodes) {
            open += node.meters().of(Meter.TRIGGERS);
        }
        return open;
    }
}
