package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The nodes that work together.
 *
 * @param enabled whether this node joins others
 * @param name what the cluster is called; nodes of other clusters are not taken
 * @param secret what every node of it knows
 * @param host the address to listen on for other nodes
 * @param publicHost what others reach it by, where that is not {@code host}
 * @param port the port for membership; none is the first free one from {@link #FIRST_PORT} on, on loopback only
 * @param busPort the port for messages; 0 takes a free one
 * @param join who to ask for the cluster
 * @param kubernetes where to look for them instead
 * @param minimum how many nodes must see each other; fewer serve nothing
 * @param lostAfter after how long a silent node is given up
 * @param handover how long a node that stops waits for others to take over
 * @param tls how messages between nodes are protected
 */
public record ClusterConfig(
        boolean enabled,
        String name,
        Optional<String> secret,
        String host,
        Optional<String> publicHost,
        Optional<Integer> port,
        int busPort,
        List<String> join,
        Optional<KubernetesConfig> kubernetes,
        int minimum,
        Duration lostAfter,
        Duration handover,
        Optional<ClusterTls> tls) {

    /** The port for membership where none is given. */
    public static final int FIRST_PORT = 5701;

    /** The last of the ports that a node on loopback tries. */
    public static final int LAST_PORT = 5710;

    private static final int SECRET_LENGTH = 16;
    private static final Scalar<String> NAME =
            Values.text("a name", Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"));
    private static final Scalar<String> SECRET =
            Values.text("a secret", Pattern.compile("\\S+")).secret();
    private static final Scalar<Integer> MEMBER_PORT = Values.integer(1, 65_535);
    private static final ListOf<String> JOIN = new ListOf<>(Values.text(
            "host:port such as 10.0.0.1:5701, or [::1]:5701",
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+\\]):" + Rules.PORT_NUMBER)));
    private static final Scalar<Integer> MINIMUM = Values.integer(1, 1000);
    private static final Scalar<Duration> LOST_AFTER = Values.duration(Duration.ofSeconds(2), Duration.ofMinutes(10));

    static final Shape<ClusterConfig> SHAPE = keys -> new ClusterConfig(
            keys.optional("enabled", Rules.FLAG, false, "Whether this node joins others."),
            keys.optional("name", NAME, "weir", "What the cluster is called; nodes of other names are not taken."),
            keys.optional(
                    "secret",
                    new OptionalOf<>(SECRET),
                    Optional.empty(),
                    "What every node of the cluster knows, at least 16 characters; needed unless `host` is a loopback address."),
            keys.optional("host", Rules.HOST, "127.0.0.1", "The address that this node listens on for the others."),
            keys.optional(
                    "publicHost",
                    new OptionalOf<>(Rules.HOST),
                    Optional.empty(),
                    "What the others reach this node by, where that is not `host`; needed where `host` is every address."),
            keys.optional(
                    "port",
                    new OptionalOf<>(MEMBER_PORT),
                    Optional.empty(),
                    "The port for membership; 5701, and on loopback the first free one from there to 5710, so that several nodes start on one machine."),
            keys.optional("busPort", Rules.PORT, 0, "The port for messages between nodes; 0 takes a free one."),
            keys.optional(
                    "join",
                    JOIN,
                    List.of(),
                    "`host:port` of nodes to ask for the cluster, this one's own may be among them; on loopback the default is 5701 to 5710 of this machine."),
            keys.optional(
                    "kubernetes",
                    new OptionalOf<>(new Section<>(KubernetesConfig.SHAPE)),
                    Optional.empty(),
                    "Where to look for the other nodes in Kubernetes, instead of `join`."),
            keys.optional(
                    "minimum",
                    MINIMUM,
                    1,
                    "How many nodes must see each other, itself included: fewer serve nothing. More than half of the nodes keeps the smaller part of a cut network from answering."),
            keys.optional("lostAfter", LOST_AFTER, Duration.ofSeconds(10), "After how long a silent node is given up."),
            keys.optional(
                    "handover",
                    Rules.TIMEOUT_OR_ZERO,
                    Duration.ofSeconds(10),
                    "How long a node that stops waits for others to take over what it holds."),
            keys.optional(
                    "tls",
                    new OptionalOf<>(new Section<>(ClusterTls.SHAPE)),
                    Optional.empty(),
                    "How messages between nodes are protected; without it they are plain."));

    /** No cluster. */
    public static final ClusterConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public ClusterConfig {
        NAME.check("name", name);
        secret.ifPresent(text -> SECRET.check("secret", text));
        Rules.HOST.check("host", host);
        publicHost.ifPresent(text -> Rules.HOST.check("publicHost", text));
        port.ifPresent(number -> MEMBER_PORT.check("port", number));
        Rules.PORT.check("busPort", busPort);
        JOIN.check("join", join);
        join = List.copyOf(join);
        MINIMUM.check("minimum", minimum);
        LOST_AFTER.check("lostAfter", lostAfter);
        Rules.TIMEOUT_OR_ZERO.check("handover", handover);
        if (enabled) {
            checkReach(host, secret, publicHost, join, kubernetes);
        }
    }

    private static void checkReach(
            String host,
            Optional<String> secret,
            Optional<String> publicHost,
            List<String> join,
            Optional<KubernetesConfig> kubernetes) {
        if (!join.isEmpty() && kubernetes.isPresent()) {
            throw new IllegalArgumentException(
                    "join and kubernetes: give one of them, which says where the others are");
        }
        if (kubernetes
                .filter(asked -> asked.dns().isPresent() && asked.namespace().isPresent())
                .isPresent()) {
            throw new IllegalArgumentException("kubernetes: give dns or namespace, not both");
        }
        if (Loopback.is(host)) {
            return;
        }
        if (secret.map(String::length).orElse(0) < SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "secret: a cluster that listens on %s needs one of at least %d characters, the same for every node"
                            .formatted(host, SECRET_LENGTH));
        }
        if (join.isEmpty() && kubernetes.isEmpty()) {
            throw new IllegalArgumentException(
                    "join: name host:port of the nodes to ask for the cluster, or give kubernetes; only on loopback are they found without");
        }
        if (Rules.EVERY_ADDRESS.contains(host) && publicHost.isEmpty()) {
            throw new IllegalArgumentException(
                    "publicHost: say what others reach this node by, since host is every address");
        }
    }

    /** Whether the node can be reached from its own machine only. */
    public boolean onLoopback() {
        return Loopback.is(host);
    }

    /** This, joining others. */
    public ClusterConfig enable() {
        return new ClusterConfig(
                true,
                name,
                secret,
                host,
                publicHost,
                port,
                busPort,
                join,
                kubernetes,
                minimum,
                lostAfter,
                handover,
                tls);
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "ClusterConfig[enabled=%s, name=%s, host=%s, port=%s, join=%s, minimum=%d]"
                .formatted(enabled, name, host, port, join, minimum);
    }
}
