package io.weir.load.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the nodes of a cluster on loopback, each by the start script and with a configuration of its own. */
public final class ClusterServers {

    /** What a node does that does everything. */
    public static final String ALL = "all";

    private static final String MEMBER =
            "cluster: { enabled: true, name: weir-load-%d, secret: weir-load-on-loopback, port: %d, join: [%s], handover: %ds }";

    private static final long PATIENCE_SECONDS = 60;

    private final Path root;
    private final Path work;
    private final String broker;
    private final Duration handover;
    private final FreePorts ports = new FreePorts();

    /**
     * Starts nodes of a checkout.
     *
     * @param root the repository
     * @param broker the URI of a RabbitMQ broker
     * @param handover how long a node that stops waits for others
     */
    public ClusterServers(Path root, String broker, Duration handover) throws IOException {
        this.root = root.toAbsolutePath();
        this.broker = broker;
        this.handover = handover;
        work = Files.createDirectories(this.root.resolve("load-tests/target/nodes"));
    }

    /** One node that is in no cluster. */
    public List<ClusterNode> alone() throws IOException, InterruptedException {
        return List.of(node(0, ALL, ""));
    }

    /**
     * Nodes that see each other.
     *
     * @param roles what each does
     */
    public List<ClusterNode> start(List<String> roles) throws IOException, InterruptedException {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            members.add(ports.next().getPort());
        }
        String join = String.join(
                ", ", members.stream().map(port -> "\"127.0.0.1:" + port + "\"").toList());
        List<ClusterNode> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < roles.size(); i++) {
                String cluster =
                        MEMBER.formatted(ProcessHandle.current().pid(), members.get(i), join, handover.toSeconds());
                nodes.add(node(i, roles.get(i), cluster));
            }
            await(nodes);
            return nodes;
        } catch (IOException | InterruptedException | RuntimeException e) {
            nodes.forEach(node -> node.server().close());
            throw e;
        }
    }

    private ClusterNode node(int number, String roles, String cluster) throws IOException, InterruptedException {
        InetSocketAddress http = ports.next();
        InetSocketAddress admin = ports.next();
        Files.writeString(work.resolve("cluster.graphql"), resource("cluster.graphql"));
        Path file = Files.writeString(
                work.resolve("cluster-" + number + ".yaml"),
                resource("cluster.yaml")
                        .replace("HTTP_PORT", String.valueOf(http.getPort()))
                        .replace("ADMIN_PORT", String.valueOf(admin.getPort()))
                        .replace("BROKER", broker)
                        .replace("EXCHANGE", Servers.EXCHANGE)
                        .replace("CLUSTER", cluster));
        List<String> command =
                new ArrayList<>(List.of(root.resolve("deploy/weir").toString(), "start", "--conf", file.toString()));
        if (!roles.equals(ALL)) {
            command.addAll(List.of("--roles", roles));
        }
        Path log = work.resolve("cluster-" + number + ".log");
        URI ready = URI.create("http://%s:%d/health/ready".formatted(admin.getHostString(), admin.getPort()));
        StartedNode server = StartedNode.startReady("node " + number, http, ready, log, command);
        return new ClusterNode(roles, server, admin);
    }

    private static void await(List<ClusterNode> nodes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (ClusterNode node : nodes) {
            while (node.meters().of(Meters.Meter.NODES) < nodes.size()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the nodes do not see each other");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = ClusterServers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
