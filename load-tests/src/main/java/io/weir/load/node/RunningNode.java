package io.weir.load.node;

import java.net.InetSocketAddress;

/** A server that someone else started and stops. */
public record RunningNode(String name, InetSocketAddress address, ProcessUsage usage) implements NodeUnderTest {

    @Override
    public void close() {}
}
