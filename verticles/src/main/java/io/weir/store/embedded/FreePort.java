package io.weir.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port for a server that must know its own before it starts. Another process may still take it first. */
final class FreePort {

    private FreePort() {}

    /** One on which nobody listens on the loopback address now. */
    static int next() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
