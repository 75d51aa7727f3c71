package io.weir.cluster.hazelcast;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import io.weir.config.ClusterConfig;
import io.weir.config.KubernetesConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes Hazelcast's configuration: by code, so that no file or system property of the machine has a say. What Vert.x needs
 * is the three maps of its own {@code default-cluster.xml}; everything that Hazelcast offers beyond membership is off.
 */
final class HazelcastSettings {

    /** The member's attribute that has the id of its node. */
    static final String NODE = "weir.node";

    /** The property that names the class of its loggers. */
    static final String LOG = "hazelcast.logging.class";

    /** What Vert.x keeps in Hazelcast's maps. */
    private static final List<String> SERIALIZED = List.of("io.vertx.spi.cluster.hazelcast.", "com.hazelcast.");

    /**
     * What failures of operations consist of, which members tell each other: one that cannot be read is never heard of, and
     * who asked waits for ever. With the above all that is ever deserialized.
     */
    private static final List<String> FAILURES = List.of(
            "java.io.EOFException",
            "java.io.IOException",
            "java.lang.ClassCastException",
            "java.lang.Error",
            "java.lang.Exception",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.IndexOutOfBoundsException",
            "java.lang.InterruptedException",
            "java.lang.NullPointerException",
            "java.lang.RuntimeException",
            "java.lang.SecurityException",
            "java.lang.StackTraceElement",
            "java.lang.Throwable",
            "java.lang.UnsupportedOperationException",
            "[Ljava.lang.StackTraceElement;",
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.TimeoutException");

    private HazelcastSettings() {}

    /**
     * For one node.
     *
     * @param node its id
     * @param address the address to listen on, without a name that has to be looked up
     */
    static Config of(ClusterConfig config, String node, String address) {
        Config settings = new Config()
                .setClusterName(ClusterName.of(config.name(), config.secret()))
                .setAdvancedNetworkConfig(network(config, address));
        settings.getMemberAttributeConfig().setAttribute(NODE, node);
        settings.getMetricsConfig().setEnabled(false);
        settings.getJetConfig().setEnabled(false);
        settings.getUserCodeDeploymentConfig().setEnabled(false);
        settings.getSerializationConfig().setJavaSerializationFilterConfig(allowed());
        settings.setProperty(LOG, HazelcastLog.class.getName());
        // Each line would begin with the cluster's name, and so tell what only those know who have the secret.
        set(settings, ClusterProperty.LOGGING_ENABLE_DETAILS, false);
        set(settings, ClusterProperty.PHONE_HOME_ENABLED, false);
        set(settings, ClusterProperty.SHUTDOWNHOOK_ENABLED, false);
        set(settings, ClusterProperty.ENABLE_JMX, false);
        set(settings, ClusterProperty.SOCKET_BIND_ANY, false);
        set(settings, ClusterProperty.PREFER_IPv4_STACK, address.indexOf(':') < 0);
        patience(settings, config.lostAfter());
        vertx(settings);
        return settings;
    }

    /** Only members are listened to: no clients, no REST, no memcache, no other data centres. */
    private static AdvancedNetworkConfig network(ClusterConfig config, String address) {
        boolean search = config.port().isEmpty() && config.onLoopback();
        int port = config.port().orElse(ClusterConfig.FIRST_PORT);
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig()
                .setPort(port)
                .setPortAutoIncrement(search)
                .setPortCount(ClusterConfig.LAST_PORT - ClusterConfig.FIRST_PORT + 1)
                .setReuseAddress(true)
                .setInterfaces(new InterfacesConfig().setEnabled(true).addInterface(address));
        config.publicHost().ifPresent(members::setPublicAddress);
        return new AdvancedNetworkConfig()
                .setEnabled(true)
                .setMemberEndpointConfig(members)
                .setJoin(join(config, address));
    }

    private static JoinConfig join(ClusterConfig config, String address) {
        JoinConfig join = new JoinConfig();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (config.kubernetes().isPresent()) {
            KubernetesConfig kubernetes = config.kubernetes().get();
            join.getKubernetesConfig().setEnabled(true);
            kubernetes.dns().ifPresent(name -> join.getKubernetesConfig().setProperty("service-dns", name));
            kubernetes.namespace().ifPresent(name -> join.getKubernetesConfig().setProperty("namespace", name));
            kubernetes.service().ifPresent(name -> join.getKubernetesConfig().setProperty("service-name", name));
            config.port()
                    .ifPresent(port -> join.getKubernetesConfig().setProperty("service-port", String.valueOf(port)));
            return join;
        }
        join.getTcpIpConfig().setEnabled(true).setMembers(asked(config, address));
        return join;
    }

    private static List<String> asked(ClusterConfig config, String address) {
        return config.join().isEmpty()
                ? IntStream.rangeClosed(ClusterConfig.FIRST_PORT, ClusterConfig.LAST_PORT)
                        .mapToObj(port -> (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port)
                        .toList()
                : config.join();
    }

    /** A node that is silent for this long is gone; two clusters that were one look for each other as often. */
    private static void patience(Config settings, Duration lostAfter) {
        long seconds = Math.max(2, lostAfter.toSeconds());
        set(settings, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, Math.max(1, seconds / 5));
        set(settings, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, seconds);
        set(settings, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, seconds);
        set(settings, ClusterProperty.MASTERSHIP_CLAIM_TIMEOUT_SECONDS, seconds);
        set(settings, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, seconds);
        set(settings, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, Math.max(2, seconds / 2));
        set(settings, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, 0);
    }

    /** As in the {@code default-cluster.xml} of vertx-hazelcast. */
    private static void vertx(Config settings) {
        settings.addMultiMapConfig(
                new MultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType(ValueCollectionType.SET));
        settings.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        settings.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
    }

    private static JavaSerializationFilterConfig allowed() {
        ClassFilter list = new ClassFilter();
        list.addPrefixes(SERIALIZED.toArray(String[]::new));
        list.addClasses(FAILURES.toArray(String[]::new));
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(list);
    }

    private static void set(Config settings, HazelcastProperty property, Object value) {
        settings.setProperty(property.getName(), String.valueOf(value));
    }
}
