package io.weir.load.node;

import java.net.InetSocketAddress;
import java.util.function.DoubleSupplier;

/**
 * A server and what it keeps things in.
 *
 * @param node the server, closed with this
 * @param store CPU time of its PostgreSQL server in microseconds, see {@link NodeUnderTest#storeMicros}
 */
public record StoredNode(NodeUnderTest node, DoubleSupplier store) implements NodeUnderTest {

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public InetSocketAddress address() {
        return node.address();
    }

    @Override
    public ProcessUsage usage() {
        return node.usage();
    }

    @Override
    public double storeMicros() {
        return store.getAsDouble();
    }

    @Override
    public void close() {
        node.close();
    }
}
