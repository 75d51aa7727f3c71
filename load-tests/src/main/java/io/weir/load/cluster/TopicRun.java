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
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many topics, one subscriber each: opened, and moved when the last node of the cluster leaves.
 *
 * @param broker the URI of the broker
 * @param topics how many
 */
public record TopicRun(String broker, int topics) {

    private static final String QUERY = "subscription($sensor: Int!) { %s(sensor: $sensor) { seq } }";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Patience PATIENCE = Patience.DEFAULT;
    private static final int PAYLOAD = 100;

    /** Events for each second, of which each is one topic's. */
    private static final int RATE = 4_000;

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
            long began = System.nanoTime();
            nodes.get(others.size()).server().close();
            long left = System.nanoTime();
            long ended = Math.max(left, Rest.await(others, LONG));
            TopicStep moved = step("moved, half of them", others, before, (ended - began) / 1e9);
            steps.add(proven(moved, subscribers, publisher, EventPayload.firstSequence() + (long) topics));
            return steps;
        }
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
