package io.weir.load.node;

import io.weir.load.federation.SubgraphName;
import io.weir.load.federation.SubgraphServer;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Starts the servers that can be measured, with configurations of their own. */
public final class Servers {

    /** The exchange that events of topics go to that are not logged. */
    public static final String EXCHANGE = "weir.load";

    /** The exchange of those that are: the log's queue, which outlives the node, is bound to this one only. */
    public static final String LOGGED_EXCHANGE = "weir.load.logged";

    /** The variable from which configurations take the store's URI, with its password. */
    private static final String STORE = "WEIR_LOAD_STORE";

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
     * Weir, by its start script, with its defaults. Its topics are resumable where it has a store.
     *
     * @param beside what it works with
     */
    public NodeUnderTest weir(Neighbours beside) throws IOException, InterruptedException {
        String broker = beside.broker();
        NodeUnderTest subgraphs = beside.subgraphs();
        String store = beside.store();
        InetSocketAddress http = ports.next();
        String schema = resource(subgraphs == null ? "weir.graphql" : "enriched.graphql")
                .replace("PROVIDER", broker == null ? "default" : "rabbit")
                .replace("RESUME", store == null ? "" : ", resume: \"after\"");
        Files.writeString(work.resolve("schema.graphql"), schema);
        String conf = "graph: { schemas: [schema.graphql]";
        if (subgraphs != null) {
            Files.writeString(work.resolve("readings.graphql"), SubgraphName.READINGS.sdl());
            conf += ", subgraphs: [{ name: readings, url: \"%s\", schema: readings.graphql }]"
                    .formatted(url(subgraphs, SubgraphName.READINGS));
        }
        conf += " }";
        if (broker != null) {
            String exchange = store == null ? EXCHANGE : LOGGED_EXCHANGE;
            conf += "\n" + resource("rabbitmq.yaml").replace("BROKER", broker).replace("EXCHANGE", exchange);
        }
        if (store == null) {
            return startWeir(http, configuration("weir.yaml", http, conf));
        }
        conf += "\n" + resource("store.yaml");
        return startWeir(http, configuration("weir.yaml", http, conf), Map.of(STORE, store));
    }

    /** All subgraphs in one process, see {@link SubgraphServer}. */
    public NodeUnderTest subgraphs() throws IOException, InterruptedException {
        InetSocketAddress http = ports.next();
        List<String> command = java(List.of("-Xmx256m"), SubgraphServer.class, String.valueOf(http.getPort()));
        return StartedNode.start("subgraphs", http, work.resolve("subgraphs.log"), Map.of(), command);
    }

    /** Composes these subgraphs by npm's {@code @theguild/federation-composition}. */
    public Path supergraph(NodeUnderTest subgraphs, Set<SubgraphName> names) throws IOException, InterruptedException {
        Path folder = installed("hive-gateway");
        Path supergraph = work.resolve("supergraph.graphql");
        List<String> command =
                new ArrayList<>(List.of("node", folder.resolve("compose.mjs").toString()));
        for (SubgraphName name : names) {
            Path sdl = Files.writeString(work.resolve(name.lowerCase() + ".graphql"), name.sdl());
            command.add("%s=%s=%s".formatted(name.lowerCase(), url(subgraphs, name), sdl));
        }
        run(command, folder, supergraph);
        return supergraph;
    }

    /**
     * Weir, by its start script, with the mutation {@code record}, which is an action.
     *
     * @param store the URI of a PostgreSQL server
     * @param handler where the action's handler is
     * @param actions what the configuration says of actions: keys of the section {@code actions}, or nothing
     */
    public NodeUnderTest weirActions(String store, InetSocketAddress handler, String actions)
            throws IOException, InterruptedException {
        String origin = origin(handler);
        Files.writeString(
                work.resolve("actions.graphql"), resource("actions.graphql").replace("HANDLER", origin));
        InetSocketAddress http = ports.next();
        String sections = resource("actions.yaml").replace("HANDLER", origin) + actions;
        return startWeir(http, configuration("actions.yaml", http, sections), Map.of(STORE, store));
    }

    /**
     * Weir, by its start script, with mutations that wait for systems.
     *
     * @param store the URI of a PostgreSQL server
     * @param handler where the mutations' handler is
     * @param patience how long writes wait when no client does
     */
    public NodeUnderTest weirGates(String store, InetSocketAddress handler, String patience)
            throws IOException, InterruptedException {
        String origin = origin(handler);
        Files.writeString(
                work.resolve("gates.graphql"), resource("gates.graphql").replace("HANDLER", origin));
        InetSocketAddress http = ports.next();
        String sections = resource("gates.yaml").replace("HANDLER", origin).replace("PATIENCE", patience);
        return startWeir(http, configuration("gates.yaml", http, sections), Map.of(STORE, store));
    }

    /**
     * Weir, by its start script, with a model.
     *
     * @param store the URI of a PostgreSQL server
     * @param handler who is told of new rows
     * @param told whether it is
     */
    public NodeUnderTest weirModels(String store, InetSocketAddress handler, boolean told)
            throws IOException, InterruptedException {
        Files.writeString(work.resolve("models.graphql"), resource("models.graphql"));
        Files.writeString(work.resolve("parcels.graphql"), resource("parcels.graphql"));
        InetSocketAddress http = ports.next();
        String sections = resource("models.yaml") + (told ? resource("deliveries.yaml") : "");
        return startWeir(
                http,
                configuration("models.yaml", http, sections.replace("HANDLER", origin(handler))),
                Map.of(STORE, store));
    }

    /** A folder for one run, which the caller deletes. */
    public Path folder(String name) throws IOException {
        return Files.createTempDirectory(work, name);
    }

    /** Weir, by its start script, serving a supergraph. */
    public NodeUnderTest weirGateway(Path supergraph) throws IOException, InterruptedException {
        InetSocketAddress http = ports.next();
        Path file = configuration("gateway.yaml", http, "graph: { supergraph: " + supergraph + " }");
        return startWeir(http, file);
    }

    /** npm's {@code @graphql-hive/gateway} with its defaults, one process, serving a supergraph. */
    public NodeUnderTest hiveGateway(Path supergraph) throws IOException, InterruptedException {
        Path folder = installed("hive-gateway");
        InetSocketAddress http = ports.next();
        Path program = folder.resolve("node_modules/@graphql-hive/gateway/dist/bin.js");
        List<String> command = List.of(
                "node",
                program.toString(),
                "supergraph",
                supergraph.toString(),
                "--host",
                http.getHostString(),
                "--port",
                String.valueOf(http.getPort()),
                "--fork",
                "1");
        Map<String, String> environment = Map.of("NODE_ENV", "production", "LOG_LEVEL", "error");
        return StartedNode.start("hive-gateway", http, work.resolve("hive-gateway.log"), environment, command);
    }

    /** npm's {@code graphql-ws} with {@code graphql} on Node, see {@code load-tests/graphql-ws}. */
    public NodeUnderTest graphqlWs() throws IOException, InterruptedException {
        Path folder = installed("graphql-ws");
        InetSocketAddress http = ports.next();
        List<String> command = List.of("node", folder.resolve("server.mjs").toString(), String.valueOf(http.getPort()));
        return StartedNode.start("graphql-ws", http, work.resolve("graphql-ws.log"), Map.of(), command);
    }

    /** A {@link QueryServer} in a JVM of its own. */
    public NodeUnderTest queryServer(QueryServer.Kind kind, List<String> javaOptions)
            throws IOException, InterruptedException {
        InetSocketAddress http = ports.next();
        List<String> command = java(
                javaOptions,
                QueryServer.class,
                kind.name(),
                String.valueOf(http.getPort()),
                String.valueOf(ports.next().getPort()));
        String name = kind.name().toLowerCase(Locale.ROOT);
        return StartedNode.start(name, http, work.resolve("queries-" + name + ".log"), Map.of(), command);
    }

    /** A configuration file for a node at this address. */
    private Path configuration(String name, InetSocketAddress http, String sections) throws IOException {
        String listening = resource("weir.yaml")
                .replace("HTTP_PORT", String.valueOf(http.getPort()))
                .replace("ADMIN_PORT", String.valueOf(ports.next().getPort()));
        return Files.writeString(work.resolve(name), listening + sections + "\n");
    }

    private NodeUnderTest startWeir(InetSocketAddress http, Path file) throws IOException, InterruptedException {
        return startWeir(http, file, Map.of());
    }

    private NodeUnderTest startWeir(InetSocketAddress http, Path file, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = List.of(root.resolve("deploy/weir").toString(), "start", "--conf", file.toString());
        return StartedNode.start("weir", http, work.resolve("weir.log"), environment, command);
    }

    private static List<String> java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String origin(InetSocketAddress server) {
        return "http://%s:%d".formatted(server.getHostString(), server.getPort());
    }

    private static String url(NodeUnderTest subgraphs, SubgraphName name) {
        InetSocketAddress at = subgraphs.address();
        return "http://%s:%d/%s".formatted(at.getHostString(), at.getPort(), name.lowerCase());
    }

    /** A folder of {@code load-tests} with what its {@code package-lock.json} names. */
    private Path installed(String name) throws IOException, InterruptedException {
        Path folder = root.resolve("load-tests").resolve(name);
        if (!Files.exists(folder.resolve("node_modules"))) {
            List<String> npm = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            run(npm, folder, work.resolve("npm.log"));
        }
        return folder;
    }

    private void run(List<String> command, Path folder, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(work.resolve("error.log").toFile())
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    "%s failed in %s, see %s".formatted(command.get(0), folder, work.resolve("error.log")));
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
