package io.weir.demo;

import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphLoader;
import io.weir.testing.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo as {@code conf/demo} has it, on free ports. */
final class DemoFixture implements AutoCloseable {

    static final Path FOLDER = Path.of(System.getProperty("weir.root"), "conf", "demo");
    static final Path WEBHOOKS = FOLDER.resolve("github");

    /** Nothing happens by itself while a test runs. */
    static final Duration NEVER = Duration.ofHours(1);

    private static final long SECONDS = 60;

    private final Demo demo;
    private final Graph graph;

    private DemoFixture(Demo demo, Graph graph) {
        this.demo = demo;
        this.graph = graph;
    }

    static DemoFixture start(Pace pace) throws Exception {
        Map<String, String> environment = new HashMap<>(freePorts());
        environment.put("WEIR_DEMO_DATA", Files.createTempDirectory("weir-demo").toString());
        WeirConfig config = ConfigLoader.load(FOLDER.resolve("weir.yaml"), environment);
        Graph graph = GraphLoader.load(config);
        Demo demo = Demo.start(config, graph, WEBHOOKS, pace)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
        return new DemoFixture(demo, graph);
    }

    /** What moves every port of the demo to a free one. */
    static Map<String, String> freePorts() {
        return Map.of(
                "WEIR_PORT",
                "0",
                "WEIR_ADMIN_PORT",
                "0",
                "WEIR_STAFF_PORT",
                String.valueOf(FreePorts.next()),
                "WEIR_TEAMS_PORT",
                String.valueOf(FreePorts.next()),
                "WEIR_SHOP_PORT",
                String.valueOf(FreePorts.next()),
                "WEIR_ORDERS_PORT",
                String.valueOf(FreePorts.next()),
                "WEIR_SEARCH_PORT",
                String.valueOf(FreePorts.next()),
                "WEIR_OFFICE_PORT",
                String.valueOf(FreePorts.next()));
    }

    Demo demo() {
        return demo;
    }

    Graph graph() {
        return graph;
    }

    /** A client of it. */
    DemoClient client() {
        return new DemoClient(demo.server().httpPort());
    }

    @Override
    public void close() throws Exception {
        demo.stop().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
