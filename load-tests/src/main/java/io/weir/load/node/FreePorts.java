package io.weir.load.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Addresses on loopback that nothing listens on, each given once. */
final class FreePorts {

    private static final int LOWEST = 21_000;

    /** Below the ports that the kernel gives to ten thousand clients. */
    private static final int HIGHEST = 32_000;

    private int next = LOWEST;

    InetSocketAddress next() throws IOException {
        while (next < HIGHEST) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", next++);
            if (free(address)) {
                return address;
            }
        }
        throw new IOException("no free port from " + LOWEST + " to " + HIGHEST);
    }

    private static boolean free(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
