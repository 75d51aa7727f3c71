package io.weir.bridge.tcp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.TcpBridgeMeters;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The way to one client: what is written to it, bounded, and what it is refused, which the log says once for each
 * reason. Belongs to one event loop.
 */
final class ClientSocket {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

    private final NetSocket socket;
    private final TcpBridgeMeters meters;
    private final Set<String> logged = new HashSet<>();
    private boolean open = true;

    ClientSocket(NetSocket socket, int writeBuffer, TcpBridgeMeters meters) {
        this.socket = socket;
        this.meters = meters;
        socket.setWriteQueueMaxSize(writeBuffer);
    }

    /** Where bytes come from. */
    NetSocket socket() {
        return socket;
    }

    /** Whether frames still go to and fro. */
    boolean isOpen() {
        return open;
    }

    /** The client is gone. */
    void closed() {
        open = false;
    }

    /** Writes a frame; a client that has left too much unread is cut off instead. */
    void write(Buffer frame) {
        if (!open) {
            return;
        }
        if (socket.writeQueueFull()) {
            meters.slow().increment();
            log("slow_reader", "a client of the TCP bridge was cut off: it does not read what it gets", "");
            abort();
            return;
        }
        meters.framesOut().increment();
        socket.write(frame);
    }

    /** Tells the client no, and goes on. */
    void refuse(String word, String address) {
        meters.refused(word);
        log(word, "a frame of a client of the TCP bridge was refused: " + word, address);
        write(Answer.error(word, address));
    }

    /** Tells the client no, and hangs up. */
    void hangUp(String word, String cause) {
        if (open) {
            meters.refused(word);
            log(word, "a client of the TCP bridge was refused: " + cause, "");
            open = false;
            socket.pause();
            socket.end(Answer.error(word));
        }
    }

    /** Hangs up without waiting for anything that is still to be written, as Vert.x's own close does. */
    void abort() {
        open = false;
        ((NetSocketInternal) socket).channelHandlerContext().close();
    }

    private void log(String word, String message, String address) {
        LOG.atLevel(logged.add(word) ? Level.WARN : Level.DEBUG)
                .addKeyValue(LogKey.CLIENT, String.valueOf(socket.remoteAddress()))
                .addKeyValue(LogKey.ADDRESS, address)
                .log(message);
    }
}
