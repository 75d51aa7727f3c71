package io.weir.load.cluster;

import io.weir.load.node.ClusterNode;
import io.weir.load.node.ClusterServers;
import io.weir.load.report.ClusterMeasurement;
import io.weir.load.report.IdleNodes;
import io.weir.load.report.TopicStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The steps of the measurement, each on nodes of its own.
 *
 * @param servers starts them
 * @param broker the URI of the broker
 */
public record ClusterSteps(ClusterServers servers, String broker) {

    private static final List<Integer> SIZES = List.of(1, 2, 4);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So few that frames cost little: what is left is bridge, bus and trigger. */
    private static final int FEW = 4;

    private static final int FEW_RATE = 1_000;

    /** So many that frames are all that matters. */
    private static final int MANY = 1_000;

    private static final int MANY_RATE = 20;

    private static final int TOPICS = 1_000;
    private static final int TOPICS_RATE = 2_000;

    /** So many that a node reads, and writes, several events at a time. */
    private static final int BUSY_RATE = 10_000;

    /** Nodes with nothing to do. */
    public List<IdleNodes> rest(Duration time) throws IOException, InterruptedException {
        List<IdleNodes> found = new ArrayList<>();
        found.add(rest("1 node, no cluster", servers.alone(), time));
        for (int size : SIZES) {
            String name = size + (size == 1 ? " node" : " nodes") + " of a cluster";
            found.add(rest(name, servers.start(Collections.nCopies(size, ClusterServers.ALL)), time));
        }
        return found;
    }

    /** Events through each shape; shapes of the same nodes share them. */
    public List<ClusterMeasurement> events(EventRun run) throws IOException, InterruptedException {
        Map<List<String>, List<Shape>> byRoles = new LinkedHashMap<>();
        shapes().forEach(shape -> byRoles.computeIfAbsent(shape.roles(), none -> new ArrayList<>())
                .add(shape));
        List<ClusterMeasurement> found = new ArrayList<>();
        for (Map.Entry<List<String>, List<Shape>> each : byRoles.entrySet()) {
            List<ClusterNode> nodes = servers.start(each.getKey());
            try {
                for (Shape shape : each.getValue()) {
                    found.add(run.run(shape, nodes));
                }
            } finally {
                close(nodes);
            }
        }
        return found;
    }

    /** Topics of the broker; of two nodes that have nothing but a bridge, one leaves. */
    public List<TopicStep> topics(int count, boolean kill) throws IOException, InterruptedException {
        List<ClusterNode> nodes = servers.start(List.of("transport,triggers", "bridge", "bridge"));
        try {
            return new TopicRun(broker, count, kill).openAndMove(nodes);
        } finally {
            close(nodes);
        }
    }

    /** Topics of the bus. */
    public List<TopicStep> addresses(int count) throws IOException, InterruptedException {
        List<TopicStep> found = new ArrayList<>();
        TopicRun run = new TopicRun(broker, count, false);
        found.add(register(run, "addresses, no cluster", servers.alone()));
        for (int size : SIZES) {
            List<ClusterNode> nodes = servers.start(Collections.nCopies(size, ClusterServers.ALL));
            found.add(register(run, "addresses, cluster of " + size, nodes));
        }
        return found;
    }

    static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int size : SIZES) {
            shapes.add(Shape.equal(
                    "%d × all roles, all interested, %d subscribers".formatted(size, FEW),
                    size,
                    size,
                    1,
                    FEW,
                    FEW_RATE));
            if (size > 1) {
                shapes.add(Shape.equal(
                        "%d × all roles, 1 interested, %d subscribers".formatted(size, FEW),
                        size,
                        1,
                        1,
                        FEW,
                        FEW_RATE));
            }
            shapes.add(Shape.equal(
                    "%d × all roles, %d subscribers".formatted(size, MANY), size, size, 1, MANY, MANY_RATE));
            for (int rate : List.of(TOPICS_RATE, BUSY_RATE)) {
                String name = "%d × all roles, %d topics, a subscriber each, %d/s".formatted(size, TOPICS, rate);
                shapes.add(Shape.equal(name, size, size, TOPICS, TOPICS, rate));
            }
        }
        shapes.add(Shape.apart("triggers and bridge + transport, %d subscribers".formatted(FEW), 1, FEW, FEW_RATE));
        shapes.add(Shape.apart("triggers and bridge + transport, %d subscribers".formatted(MANY), 1, MANY, MANY_RATE));
        return shapes;
    }

    private static TopicStep register(TopicRun run, String name, List<ClusterNode> nodes)
            throws IOException, InterruptedException {
        try {
            return run.register(name, nodes);
        } finally {
            close(nodes);
        }
    }

    private static IdleNodes rest(String name, List<ClusterNode> nodes, Duration time) throws InterruptedException {
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            Rest.await(nodes, PATIENCE);
            List<Long> before = micros(nodes);
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            List<Long> after = micros(nodes);
            double seconds = time.toMillis() / 1000.0;
            List<Double> cpu = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                cpu.add((after.get(i) - before.get(i)) / 1000.0 / seconds);
            }
            List<Long> resident = nodes.stream()
                    .map(node -> node.server().usage().residentBytes())
                    .toList();
            return new IdleNodes(name, seconds, cpu, resident);
        } finally {
            close(nodes);
        }
    }

    private static List<Long> micros(List<ClusterNode> nodes) {
        return nodes.stream().map(node -> node.server().usage().cpuMicros()).toList();
    }

    private static void close(List<ClusterNode> nodes) {
        nodes.forEach(node -> node.server().close());
    }
}
