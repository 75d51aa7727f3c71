package io.weir.cluster.hazelcast;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.weir.config.ClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/** A node's membership of a cluster. Closing its Vert.x ends it. */
public final class JoinedCluster {

    private final Vertx vertx;
    private final Cluster cluster;

    static {
        // What it says before it has read its configuration goes where the rest goes.
        System.setProperty(HazelcastSettings.LOG, HazelcastLog.class.getName());
    }

    private JoinedCluster(Vertx vertx, HazelcastClusterManager hazelcast) {
        this.vertx = vertx;
        this.cluster = hazelcast.getHazelcastInstance().getCluster();
    }

    /**
     * Joins the cluster that the configuration names, or begins it where nobody answers.
     *
     * @param node the id of this node
     * @param options for the node's Vert.x
     * @return fails with an {@link IOException} that says which key is wrong
     */
    public static Future<JoinedCluster> join(ClusterConfig config, String node, VertxOptions options) {
        String address;
        try {
            address = InetAddress.getByName(config.host()).getHostAddress();
        } catch (UnknownHostException unknown) {
            return Future.failedFuture(
                    new IOException("cluster.host: \"" + config.host() + "\" has no address", unknown));
        }
        HazelcastClusterManager hazelcast = new HazelcastClusterManager(HazelcastSettings.of(config, node, address));
        return Vertx.builder()
                .with(options.setEventBusOptions(BusSettings.of(config, address)))
                .withClusterManager(hazelcast)
                .buildClustered()
                .map(vertx -> new JoinedCluster(vertx, hazelcast))
                .recover(failure -> Future.failedFuture(JoinFailures.explain(config, failure)));
    }

    /** The Vert.x whose event bus reaches every node. */
    public Vertx vertx() {
        return vertx;
    }

    /** What operators know this node by: where it listens for others. */
    public String name() {
        var address = cluster.getLocalMember().getAddress();
        return address.getHost() + ":" + address.getPort();
    }

    /**
     * Tells of nodes that have left or are given up, on a thread of Hazelcast.
     *
     * @param gone takes the node's id
     */
    public void onGone(Consumer<String> gone) {
        cluster.addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberRemoved(MembershipEvent event) {
                Member member = event.getMember();
                String node = member.getAttribute(HazelcastSettings.NODE);
                if (node != null) {
                    gone.accept(node);
                }
            }
        });
    }
}
