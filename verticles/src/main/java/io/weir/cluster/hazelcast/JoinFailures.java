package io.weir.cluster.hazelcast;

import com.hazelcast.core.HazelcastException;
import io.weir.config.ClusterConfig;
import java.io.IOException;
import java.net.BindException;

/** Says in words of the configuration why a node could not join. */
final class JoinFailures {

    private JoinFailures() {}

    /** A failure whose message names the key to look at. */
    static IOException explain(ClusterConfig config, Throwable failure) {
        return new IOException(words(config, failure), failure);
    }

    private static String words(ClusterConfig config, Throwable failure) {
        String reason = String.valueOf(failure.getMessage()).replaceAll("\\R", " ");
        if (failure instanceof BindException) {
            return "cluster.busPort: cannot listen on %s:%d for messages of other nodes: %s"
                    .formatted(config.host(), config.busPort(), reason);
        }
        if (failure instanceof HazelcastException && failure.getCause() instanceof BindException) {
            return "cluster.port: cannot listen on %s:%d for other nodes: it is taken, or no port of this machine"
                    .formatted(config.host(), config.port().orElse(ClusterConfig.FIRST_PORT));
        }
        if (reason.contains("No matching network interface")) {
            return "cluster.host: \"%s\" is no address of this machine".formatted(config.host());
        }
        return config.tls().isPresent()
                ? "cluster.tls: cannot use %s: %s".formatted(config.tls().get().certificate(), reason)
                : "cluster: this node cannot join: " + reason;
    }
}
