package io.weir.load;

import io.weir.load.node.Neighbours;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Servers;
import io.weir.load.node.StoredNode;
import io.weir.load.report.Measurement;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Runs workloads, each against a node of its own with what it needs beside it.
 *
 * @param broker where RabbitMQ is; null when there is none
 * @param postgres where logged topics are; null when no workload has any
 */
record WorkloadServers(
        Servers servers, @Nullable String broker, @Nullable Postgres postgres) {

    /** How many connections PostgreSQL takes: for a node's pool, its migrations, and the run's own questions. */
    static final int STORE_CONNECTIONS = 24;

    Measurement run(Workload workload) throws IOException, InterruptedException {
        try (NodeUnderTest subgraphs = workload.enriched() ? servers.subgraphs() : null;
                NodeUnderTest node = node(workload, subgraphs)) {
            return new WorkloadRun(workload, node, new Publishers(broker), Patience.DEFAULT).run();
        }
    }

    private NodeUnderTest node(Workload workload, @Nullable NodeUnderTest subgraphs)
            throws IOException, InterruptedException {
        String itsBroker = workload.publish() == Workload.Way.RABBITMQ ? broker : null;
        if (!workload.resumable()) {
            return servers.weir(new Neighbours(itsBroker, subgraphs, null));
        }
        if (postgres == null) {
            throw new IllegalStateException("a resumable workload needs a store");
        }
        NodeUnderTest node = servers.weir(new Neighbours(itsBroker, subgraphs, postgres.uri()));
        return new StoredNode(node, postgres::cpuMicros);
    }
}
