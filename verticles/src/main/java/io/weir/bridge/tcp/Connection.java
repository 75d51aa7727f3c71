package io.weir.bridge.tcp;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.config.TcpBridgeConfig;
import io.weir.telemetry.TcpBridgeMeters;

/**
 * One client from its first byte to its last. Frames are taken one after another, as fast as they may come: while a client
 * is ahead of its {@code maxRate}, of the store or of what it reads itself, nothing more is read from it, and TCP holds it
 * back. Until it has shown a token it can do nothing but {@code ping}. Belongs to one event loop.
 */
final class Connection {

    private final Vertx vertx;
    private final Tokens tokens;
    private final TcpBridgeMeters meters;
    private final ClientSocket client;
    private final FrameReader reader;
    private final Pace pace;
    private final BusSide busSide;
    private boolean known;
    private boolean working;
    private boolean paused;
    private boolean waiting;

    /**
     * Takes over a socket of the event loop.
     *
     * @param business makes the client's side of the bus
     */
    Connection(
            Vertx vertx,
            TcpBridgeConfig config,
            Tokens tokens,
            TcpBridgeMeters meters,
            ClientSocket client,
            Business business) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.meters = meters;
        this.client = client;
        this.reader = new FrameReader(config.maxFrame());
        this.pace = new Pace(config.maxRate(), System::nanoTime);
        this.known = !tokens.needed();
        this.busSide = business.of(client, this::work);
        if (!known) {
            vertx.setTimer(config.authTimeout().toMillis(), late -> giveUp());
        }
        client.socket().handler(this::onBytes).closeHandler(closed -> onClosed());
    }

    /** Makes the client's side of the bus, given what to run when it has room again. */
    interface Business {
        BusSide of(ClientSocket client, Runnable onRoom);
    }

    private void giveUp() {
        if (!known) {
            client.hangUp("unauthorized", "it showed no token in time");
        }
    }

    private void onClosed() {
        client.closed();
        meters.connections().decrement();
        busSide.close();
    }

    private void onBytes(Buffer bytes) {
        if (client.isOpen()) {
            reader.append(bytes);
            work();
        }
    }

    /** Takes what may be taken, and reads on when that was everything. */
    private void work() {
        if (working) {
            return;
        }
        working = true;
        boolean all = false;
        try {
            all = takeFrames();
        } catch (BadFrameException e) {
            client.hangUp(e.word(), String.valueOf(e.getMessage()));
        } finally {
            working = false;
        }
        read(all);
    }

    private boolean takeFrames() throws BadFrameException {
        while (client.isOpen() && reader.isReady()) {
            if (!mayTake()) {
                return false;
            }
            onFrame(Frame.parse(reader.take()));
        }
        return client.isOpen();
    }

    private void read(boolean on) {
        if (on == paused) {
            paused = !on;
            if (on) {
                client.socket().resume();
            } else {
                client.socket().pause();
            }
        }
    }

    private boolean mayTake() {
        if (client.socket().writeQueueFull()) {
            client.socket().drainHandler(drained -> work());
            return false;
        }
        if (!busSide.hasRoom()) {
            return false;
        }
        if (pace.take()) {
            return true;
        }
        if (!waiting) {
            waiting = true;
            vertx.setTimer(pace.pauseMillis(), on -> {
                waiting = false;
                work();
            });
        }
        return false;
    }

    private void onFrame(Frame frame) {
        meters.framesIn().increment();
        if (!known && !letIn(frame)) {
            return;
        }
        String address = frame.address();
        if (frame.type() == FrameType.PING) {
            busSide.ping();
        } else if (frame.type() == FrameType.UNKNOWN) {
            client.refuse("unknown_type", "");
        } else if (address == null || address.isEmpty()) {
            client.refuse("missing_address", "");
        } else {
            onFrame(frame, address);
        }
    }

    /** Whether a frame of a client that nobody knows yet counts: one with a token, and {@code ping}, which tells nothing. */
    private boolean letIn(Frame frame) {
        String shown = frame.token();
        known = tokens.holds(shown);
        if (!known && (shown != null || frame.type() != FrameType.PING)) {
            client.hangUp("unauthorized", shown == null ? "it showed no token" : "its token is wrong");
        }
        return client.isOpen();
    }

    private void onFrame(Frame frame, String address) {
        switch (frame.type()) {
            case REGISTER -> busSide.register(address);
            case UNREGISTER -> busSide.unregister(address);
            case PUBLISH -> busSide.publish(frame, address);
            case SEND -> busSide.send(frame, address);
            case PING, UNKNOWN -> throw new IllegalStateException("answered before");
        }
    }
}
