package io.weir.load.query;

import io.vertx.core.Future;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphLoader;
import io.weir.server.Role;
import io.weir.server.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Weir with the verticle that answers {@code employee} in the same process: a node of its own, embedded. */
final class WeirServer {

    private WeirServer() {}

    static Future<Void> start(int port, int adminPort) throws Exception {
        Path folder = Files.createTempDirectory("weir-queries");
        Files.writeString(folder.resolve("schema.graphql"), Employees.sdl());
        Path file = Files.writeString(folder.resolve("weir.yaml"), """
                graph: { schemas: [schema.graphql] }
                http: { host: 127.0.0.1, port: %d }
                admin: { host: 127.0.0.1, port: %d }
                """.formatted(port, adminPort));
        WeirConfig config = ConfigLoader.load(file, Map.of());
        Graph graph = GraphLoader.load(config);
        return Server.start(config, graph, Role.all()).map(server -> {
            EmployeeDesk.open(server.vertx());
            return null;
        });
    }
}
