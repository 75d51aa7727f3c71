package io.weir.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that must know theirs before they start. */
public final class FreePorts {

    /** Above lie the ports that the kernel gives to outgoing connections, which may take one at any time. */
    private static final int LIMIT = 32_768;

    private static final int FIRST = 20_000;

    private FreePorts() {}

    /** A loopback port that no one listens on now and no outgoing connection takes. */
    public static int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LIMIT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no free port from %d to %d".formatted(FIRST, LIMIT));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
