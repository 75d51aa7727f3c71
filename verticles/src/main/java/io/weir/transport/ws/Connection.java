package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.ClientTerms;
import io.weir.transport.fanout.Roster;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.ws.ConnectionState.AwaitingAck;
import io.weir.transport.ws.ConnectionState.AwaitingInit;
import io.weir.transport.ws.ConnectionState.Closed;
import io.weir.transport.ws.ConnectionState.Ready;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's graphql-transport-ws connection without its socket: what came in as {@code on…}, what goes out through
 * a {@link FrameSink}; the states and what moves between them are drawn at {@link ConnectionState}. Belongs to one
 * event loop.
 *
 * <p>Messages take effect in the order they came in: a pong is held until the subscriptions asked for before its ping
 * are live or have failed, for less than a second. Whatever a client sends counts as a sign of life; one that is silent
 * for {@code http.websocket.ping} is pinged, one that stays silent for {@code pongTimeout} is closed with 4499.
 */
final class Connection extends Roster.Member implements Wheel.Sleeper {

    /** A second, less what a wheel's tick may add. */
    static final Duration PONG_HOLD = Duration.ofSeconds(1).minus(Wheel.TICK.multipliedBy(2));

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ConnectionScope scope;
    private final FrameSink sink;
    private final Liveness liveness;
    private ConnectionState state = ConnectionState.INITIAL;
    private @Nullable HeldPongs heldPongs;
    private Map<String, String> headers = Map.of();
    private ClientTerms terms = ClientTerms.NONE;
    private boolean gone;
    /** When the wheel will wake this connection. */
    private long wakeAt = Liveness.NEVER;

    Connection(ConnectionScope scope, FrameSink sink) {
        this.scope = scope;
        this.sink = sink;
        this.liveness = new Liveness(scope.config(), scope.wheel().now());
        sleep();
    }

    /** What every operation carries of the handshake's headers, for subgraphs and for actions. */
    void carry(Map<String, String> picked, Map<String, String> forActions) {
        headers = picked;
        terms = forActions.isEmpty() ? ClientTerms.NONE : new ClientTerms(null, null, forActions);
    }

    /** A whole text message came in. */
    void onText(String text) {
        onAlive();
        if (state instanceof Closed) {
            return;
        }
        try {
            onMessage(MessageReader.read(text));
        } catch (InvalidMessageException e) {
            close(CloseCode.INVALID_MESSAGE.because(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a client's message failed");
            onBroken();
        }
    }

    /** Anything came in. */
    void onAlive() {
        if (liveness.heard(scope.wheel().now())) {
            sleep();
        }
    }

    /** The client's close frame came in; its answer is the socket's business. */
    void onCloseFrame() {
        end();
    }

    /** The socket is gone. */
    void onGone() {
        if (!gone) {
            gone = true;
            end();
            liveness.rest();
            scope.gone().accept(this);
        }
    }

    /** Something failed that may not: the client should not wait for an answer that never comes. */
    void onBroken() {
        close(CloseCode.INTERNAL.close());
    }

    /** Says the last word; does nothing when it was said. */
    void close(Close close) {
        if (state instanceof Closed) {
            return;
        }
        end();
        sink.close(close);
    }

    private void onMessage(ClientMessage message) {
        if (message instanceof ClientMessage.Subscribe subscribe) {
            onSubscribe(subscribe);
        } else if (message instanceof ClientMessage.Complete complete) {
            onCancel(complete.id());
        } else if (message instanceof ClientMessage.Ping ping) {
            onPing(ping.payload());
        } else if (message instanceof ClientMessage.ConnectionInit init) {
            onInit(init.payload());
        }
    }

    private void onInit(Map<String, @Nullable Object> payload) {
        if (!(state instanceof AwaitingInit awaiting)) {
            close(CloseCode.TOO_MANY_INITS.close());
            return;
        }
        state = awaiting.initReceived();
        liveness.rest();
        scope.admission().admit(payload).onComplete(admitted -> {
            if (admitted.succeeded() && admitted.result()) {
                onAdmitted();
            } else {
                close(CloseCode.FORBIDDEN.close());
            }
        });
    }

    private void onAdmitted() {
        if (state instanceof AwaitingAck awaiting) {
            state = awaiting.acknowledged(new RunningOperations(scope, this));
            send(SocketMessage.ack());
            liveness.watch();
            sleep();
        }
    }

    private void onSubscribe(ClientMessage.Subscribe message) {
        if (!(state instanceof Ready ready)) {
            close(CloseCode.UNAUTHORIZED.close());
            return;
        }
        RunningOperations operations = ready.operations();
        String id = message.id();
        if (operations.has(id)) {
            close(CloseCode.SUBSCRIBER_EXISTS.because("Subscriber for %s already exists".formatted(id)));
        } else {
            operations.start(
                    new OperationId(id), message.request().with(headers).on(terms));
        }
    }

    /** The client ends an operation. */
    private void onCancel(String id) {
        if (state instanceof Ready ready && ready.operations().cancel(id)) {
            releasePongs();
        }
    }

    private void onPing(@Nullable Map<String, @Nullable Object> payload) {
        List<StreamOperation> starting =
                state instanceof Ready ready ? ready.operations().starting() : List.of();
        if (starting.isEmpty() && heldPongs == null) {
            send(SocketMessage.pong(payload));
            return;
        }
        if (heldPongs == null) {
            heldPongs = new HeldPongs();
        }
        heldPongs.hold(payload, starting, scope.wheel().now() + PONG_HOLD.toMillis());
        releasePongs();
        sleep();
    }

    /** A subscription is live. */
    void onStarted() {
        releasePongs();
    }

    /** An operation did not start, or broke off. */
    void onRefused(Operation operation, Buffer errors) {
        forget(operation);
        send(operation.id().error(errors));
        releasePongs();
    }

    /** A subscription has one more response; one that the client can have again later cuts nobody off. */
    void onNext(Operation operation, SharedPayload payload) {
        if (!(state instanceof Closed) && !sink.writeNext(operation.id(), payload) && !payload.resumable()) {
            onSlow();
        }
    }

    /** Whether so much waits for the client that subscriptions which can be read again should stop. */
    boolean full() {
        return !(state instanceof Closed) && sink.full();
    }

    /** The socket was full, and has room again. */
    void onDrained() {
        if (state instanceof Ready ready) {
            ready.operations().onDrained();
        }
    }

    /** A query or mutation has its response. */
    void onResponse(Operation operation, Buffer response) {
        scope.metrics().framesOut().increment();
        send(operation.id().next(response));
        onComplete(operation);
    }

    /** An operation ended as it should. */
    void onComplete(Operation operation) {
        forget(operation);
        send(operation.id().complete());
    }

    private void forget(Operation operation) {
        if (state instanceof Ready ready) {
            ready.operations().forget(operation);
        }
    }

    /** Says something. */
    void send(Buffer message) {
        if (!(state instanceof Closed) && !sink.write(message)) {
            onSlow();
        }
    }

    /** More waits for the client than may, or for longer. */
    void onSlow() {
        scope.metrics().slowClients().increment();
        close(CloseCode.SLOW_CLIENT.close());
    }

    private void releasePongs() {
        HeldPongs held = heldPongs;
        if (held == null) {
            return;
        }
        long now = scope.wheel().now();
        HeldPongs.Held pong = held.poll(now);
        while (pong != null) {
            send(SocketMessage.pong(pong.payload()));
            pong = held.poll(now);
        }
        if (held.isEmpty()) {
            heldPongs = null;
        }
    }

    /** Nothing is said or heard from here on. */
    private void end() {
        ConnectionState ending = state;
        state = ConnectionState.CLOSED;
        heldPongs = null;
        liveness.closing(scope.wheel().now());
        sleep();
        if (ending instanceof Ready ready) {
            ready.operations().cancelAll();
        }
    }

    @Override
    public void onWake(long now) {
        if (gone || now < wakeAt) {
            return;
        }
        wakeAt = Liveness.NEVER;
        releasePongs();
        if (now >= liveness.due()) {
            onDue(now);
        }
        sleep();
    }

    private void onDue(long now) {
        if (state instanceof Closed) {
            liveness.rest();
            sink.abort();
        } else if (state instanceof AwaitingInit) {
            close(CloseCode.INIT_TIMEOUT.close());
        } else {
            switch (liveness.judge(now)) {
                case DEAD -> close(CloseCode.NO_PONG.close());
                case ASK -> send(SocketMessage.ping());
                case ALIVE -> {}
            }
        }
    }

    private void sleep() {
        long next = Math.min(liveness.due(), heldPongs == null ? Liveness.NEVER : heldPongs.deadline());
        if (next != Liveness.NEVER && next <= wakeAt - Wheel.TICK.toMillis()) {
            wakeAt = scope.wheel().wake(this, next);
        }
    }
}
