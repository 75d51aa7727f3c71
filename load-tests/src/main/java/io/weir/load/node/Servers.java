package io.weir.load.node;

import io.weir.load.query.QueryServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the servers that can be measured, with configurations of their own. */
public final class Servers {

    /** The exchange that events for Weir go to. */
    public static final String EXCHANGE = "weir.load";

    private static final int INSTALL_MINUTES = 3;

    private final Path root;
    private final Path work;
    private final FreePorts ports = new FreePorts();

    /**
     * Starts servers of a checkout.
     *
     * @param root the repository
     */
    public Servers(Path root) throws IOException {
        this.root = root.toAbsolutePath();
        work = Files.createDirectories(this.root.resolve("load-tests/target/nodes"));
    }

    /**
     * Weir, by its start script, with its defaults.
     *
     * @param broker the URI of the RabbitMQ broker that its topics are on; null for the node's own event bus
     */
    public NodeUnderTest weir(@Nullable String broker) throws IOException, InterruptedException {
        InetSocketAddress http = ports.next();
        String schema = resource("weir.graphql").replace("PROVIDER", broker == null ? "default" : "rabbit");
        Files.writeString(work.resolve("schema.graphql"), schema);
        String conf = resource("weir.yaml")
                .replace("HTTP_PORT", String.valueOf(http.getPort()))
                .replace("ADMIN_PORT", String.valueOf(ports.next().getPort()));
        if (broker != null) {
            conf += resource("rabbitmq.yaml").replace("BROKER", broker).replace("EXCHANGE", EXCHANGE);
        }
        Path file = Files.writeString(work.resolve("weir.yaml"), conf);
        List<String> command = List.of(root.resolve("deploy/weir").toString(), "start", "--conf", file.toString());
        return StartedNode.start("weir", http, work.resolve("weir.log"), Map.of(), command);
    }

    /** npm's {@code graphql-ws} with {@code graphql} on Node, see {@code load-tests/graphql-ws}. */
    public NodeUnderTest graphqlWs() throws IOException, InterruptedException {
        Path folder = root.resolve("load-tests/graphql-ws");
        if (!Files.exists(folder.resolve("node_modules"))) {
            install(folder);
        }
        InetSocketAddress http = ports.next();
        List<String> command = List.of("node", folder.resolve("server.mjs").toString(), String.valueOf(http.getPort()));
        return StartedNode.start("graphql-ws", http, work.resolve("graphql-ws.log"), Map.of(), command);
    }

    /** A {@link QueryServer} in a JVM of its own. */
    public NodeUnderTest queryServer(QueryServer.Kind kind, List<String> javaOptions)
            throws IOException, InterruptedException {
        InetSocketAddress http = ports.next();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), QueryServer.class.getName()));
        command.addAll(List.of(
                kind.name(),
                String.valueOf(http.getPort()),
                String.valueOf(ports.next().getPort())));
        String name = kind.name().toLowerCase(Locale.ROOT);
        return StartedNode.start(name, http, work.resolve("queries-" + name + ".log"), Map.of(), command);
    }

    private void install(Path folder) throws IOException, InterruptedException {
        Path log = work.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        if (!ended || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm ci failed in " + folder + ", see " + log);
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = Servers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
