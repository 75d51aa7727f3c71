package io.weir.demo;

import io.vertx.core.Future;
import io.weir.config.SubgraphConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.server.Role;
import io.weir.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A node with something going on in it. */
public final class Demo {

    private final Server server;

    private Demo(Server server) {
        this.server = server;
    }

    /**
     * Starts the node and what happens in it. Reads the webhooks from the disk before it returns.
     *
     * @param webhooks the folder with the webhooks to play back
     * @return the demo once clients can use it; when it fails, nothing is left running
     * @throws IOException when the webhooks cannot be read
     */
    public static Future<Demo> start(WeirConfig config, Graph graph, Path webhooks, Pace pace) throws IOException {
        List<Webhook> played = WebhookFolder.read(webhooks);
        return Server.start(config, graph, Role.all())
                .compose(server -> populate(server, config, played, pace)
                        .map(deployed -> new Demo(server))
                        .recover(failure -> server.stop().transform(stopped -> Future.failedFuture(failure))));
    }

    private static Future<?> populate(Server server, WeirConfig config, List<Webhook> webhooks, Pace pace) {
        EmployeeDirectory directory = new EmployeeDirectory(Clock.systemUTC());
        OrderCopy readModel = new OrderCopy();
        List<Future<?>> parts = new ArrayList<>();
        for (SubgraphConfig subgraph : config.graph().subgraphs().entries()) {
            SampleSubgraph sample = SampleSubgraph.named(subgraph.name(), directory, readModel);
            parts.add(server.vertx().deployVerticle(new SubgraphVerticle(subgraph, sample)));
        }
        parts.add(server.vertx().deployVerticle(new ShopVerticle(Ports.shop(config), new Shop(Clock.systemUTC()))));
        parts.add(server.vertx().deployVerticle(new ReadModelVerticle(readModel, server.httpPort())));
        parts.add(server.vertx().deployVerticle(new SearchVerticle(Ports.search(config))));
        parts.add(server.vertx().deployVerticle(new BackOfficeVerticle(Ports.office(config), new BackOffice())));
        parts.add(server.vertx().deployVerticle(new EmployeeVerticle(directory, pace.employees())));
        parts.add(server.vertx().deployVerticle(new SalesVerticle(new Sales(Clock.systemUTC()), pace.employees())));
        parts.add(server.vertx().deployVerticle(new WebhookVerticle(webhooks, pace.webhooks())));
        return Future.all(parts);
    }

    /** What to try, for whoever started it. */
    public String welcome() {
        return Welcome.text(server.httpPort());
    }

    /** The node that it runs in. */
    public Server server() {
        return server;
    }

    /** Stops everything. */
    public Future<Void> stop() {
        return server.stop();
    }
}
