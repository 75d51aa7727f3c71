package io.weir.server;

import io.weir.testing.FreePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where the nodes of a test's cluster listen: ports that nobody has, and a name that no other test's cluster has.
 *
 * @param name the cluster's name
 * @param ports one for each node
 */
record ClusterPorts(String name, List<Integer> ports) {

    /** For so many nodes. */
    static ClusterPorts take(int nodes) {
        List<Integer> ports = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            ports.add(FreePorts.next());
        }
        return new ClusterPorts("test-" + UUID.randomUUID(), ports);
    }

    /** The section {@code cluster} of a node's configuration; {@code more} are further keys, each with a comma before it. */
    String yaml(int node, String more) {
        String join = ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        return "cluster: { enabled: true, name: %s, port: %d, lostAfter: 3s, join: [%s]%s }\n"
                .formatted(name, ports.get(node), join, more);
    }

    /** The same without more. */
    String yaml(int node) {
        return yaml(node, "");
    }
}
