package io.weir.testing;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hosts of this JVM's own: network namespaces on a bridge, to which the root namespace belongs too, so that servers that
 * run there are reached by all of them. What is between two of them can be cut, and healed again.
 *
 * <pre>
 *  a 10.77.N.11 ─┐
 *  b 10.77.N.12 ─┼─ bridge ─ root namespace 10.77.N.1, .2, .3 …
 *  c 10.77.N.13 ─┘
 * </pre>
 *
 * They end with this JVM; what a killed one has left the next one removes.
 */
public final class Hosts implements AutoCloseable {

    private static final int FIRST_HOST = 11;

    /** No host has this one: what is sent there is lost without a word. */
    private static final String NOWHERE = "02:00:00:00:00:01";

    private final Network network;
    private final List<NetworkHost> hosts;
    private final Set<Cut> cuts = new HashSet<>();
    private final Thread onExit;

    private Hosts(Network network, int count) {
        this.network = network;
        this.hosts = IntStream.range(0, count)
                .mapToObj(i -> new NetworkHost(network.namespace(i), network.address(FIRST_HOST + i)))
                .toList();
        this.onExit = new Thread(network::close);
    }

    private record Cut(String namespace, String to) {}

    private record NetworkHost(String namespace, String address) implements Host {

        @Override
        public List<String> run(List<String> command) {
            List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
            inside.addAll(command);
            return inside;
        }
    }

    /** Whether this machine lets us make some: that takes root, and the program {@code ip}. */
    public static boolean possible() {
        try {
            open(1, 1).close();
            return true;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    /**
     * Makes hosts.
     *
     * @param servers how many addresses the root namespace has there
     * @param count how many hosts there are
     * @throws UncheckedIOException when they cannot be made; says why
     */
    public static Hosts open(int servers, int count) {
        Hosts hosts = new Hosts(Network.claim(), count);
        Runtime.getRuntime().addShutdownHook(hosts.onExit);
        try {
            hosts.make(servers);
            return hosts;
        } catch (UncheckedIOException refused) {
            hosts.close();
            throw refused;
        }
    }

    private void make(int servers) {
        String bridge = network.bridge();
        Stream<String> addresses = IntStream.rangeClosed(1, servers)
                .mapToObj(i -> "addr add %s/24 dev %s\n".formatted(network.address(i), bridge));
        Stream<String> links = hosts.stream().map(host -> """
                netns add %1$s
                link add %1$sv type veth peer name eth0 netns %1$s
                link set %1$sv master %2$s up
                """.formatted(host.namespace(), bridge));
        Network.ip("link add %1$s type bridge\nlink set %1$s up\n".formatted(bridge)
                + Stream.concat(addresses, links).collect(Collectors.joining()));
        hosts.forEach(host -> Network.ip(host.namespace(), """
                link set lo up
                addr add %s/24 dev eth0
                link set eth0 up
                """.formatted(host.address())));
    }

    /** One of the hosts. */
    public Host get(int i) {
        return hosts.get(i);
    }

    /** An address of the root namespace, for servers that the hosts reach; 1 is the first. */
    public String server(int i) {
        return network.address(i);
    }

    /** Loses all that two hosts send each other from now on; neither is told. */
    public void cut(int one, int other) {
        cut(one, get(other).address());
        cut(other, get(one).address());
    }

    /** Loses all that a host sends to an address from now on. */
    public void cut(int from, String to) {
        Cut cut = new Cut(hosts.get(from).namespace(), to);
        Network.ip(cut.namespace(), "neigh replace %s lladdr %s dev eth0 nud permanent".formatted(to, NOWHERE));
        cuts.add(cut);
    }

    /** Mends all cuts. */
    public void heal() {
        cuts.forEach(cut -> Network.ip(cut.namespace(), "neigh del %s dev eth0".formatted(cut.to())));
        cuts.clear();
    }

    /** Removes the hosts. Who runs there has no network any more. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        network.close();
    }
}
