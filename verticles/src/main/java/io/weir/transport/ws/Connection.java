package io.weir.transport.ws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.execution.ClientTerms;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.json.Json;
import io.weir.transport.fanout.Roster;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.ws.ConnectionState.AwaitingAck;
import io.weir.transport.ws.ConnectionState.AwaitingInit;
import io.weir.transport.ws.ConnectionState.Closed;
import io.weir.transport.ws.ConnectionState.Ready;
import java.time.Duration;
import java.util.ArrayList;
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

    /** How long a client may take to answer a close frame before its socket is dropped. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long NEVER = Long.MAX_VALUE;

    private final ConnectionScope scope;
    private final FrameSink sink;
    private ConnectionState state = ConnectionState.INITIAL;
    private @Nullable HeldPongs heldPongs;
    private Map<String, String> headers = Map.of();
    private ClientTerms terms = ClientTerms.NONE;
    private boolean pinged;
    private boolean gone;
    private long lastHeard;
    /** When the state's own deadline is: for the init, the next ping, the pong, the answer to a close frame. */
    private long due;
    /** When the wheel will wake this connection. */
    private long wakeAt = NEVER;

    Connection(ConnectionScope scope, FrameSink sink) {
        this.scope = scope;
        this.sink = sink;
        this.lastHeard = scope.wheel().now();
        this.due = lastHeard + scope.config().initTimeout().toMillis();
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
        lastHeard = scope.wheel().now();
        if (pinged) {
            pinged = false;
            due = lastHeard + scope.config().ping().toMillis();
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
            due = NEVER;
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
        due = NEVER;
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
            state = awaiting.acknowledged();
            send(SocketMessage.ack());
            Duration ping = scope.config().ping();
            due = ping.isZero() ? NEVER : lastHeard + ping.toMillis();
            sleep();
        }
    }

    private void onSubscribe(ClientMessage.Subscribe message) {
        if (!(state instanceof Ready ready)) {
            close(CloseCode.UNAUTHORIZED.close());
            return;
        }
        Map<String, Operation> running = ready.operations();
        if (running.containsKey(message.id())) {
            close(CloseCode.SUBSCRIBER_EXISTS.because("Subscriber for %s already exists".formatted(message.id())));
            return;
        }
        OperationId id = new OperationId(message.id());
        if (running.size() >= scope.config().operations()) {
            send(id.error(tooManyOperations(scope.config().operations())));
            return;
        }
        OperationRequest request = message.request().with(headers).on(terms);
        Prepared prepared = scope.operations().prepare(request);
        if (prepared instanceof Prepared.Refused refused) {
            send(id.error(refused.errors()));
        } else if (prepared instanceof Prepared.Subscription subscription) {
            start(running, new StreamOperation(this, id), subscription, request);
        } else if (prepared instanceof Prepared.Executable executable) {
            execute(running, new SingleResultOperation(this, id), executable);
        }
    }

    private void start(
            Map<String, Operation> running,
            StreamOperation operation,
            Prepared.Subscription subscription,
            OperationRequest request) {
        running.put(operation.id().value(), operation);
        operation.onJoining(scope.subscriptions().join(subscription, request, operation));
    }

    private void execute(
            Map<String, Operation> running, SingleResultOperation operation, Prepared.Executable executable) {
        running.put(operation.id().value(), operation);
        long begun = System.nanoTime();
        executable.execute().onComplete(response -> {
            scope.metrics().operationTime().record(System.nanoTime() - begun, NANOSECONDS);
            if (response.succeeded()) {
                operation.onResponse(response.result());
            } else {
                LOG.atError().setCause(response.cause()).log("an operation failed that may not");
                onBroken();
            }
        });
    }

    /** The client ends an operation; it may have ended by itself meanwhile. */
    private void onCancel(String id) {
        Operation operation = state instanceof Ready ready ? ready.operations().remove(id) : null;
        if (operation != null) {
            operation.cancel();
            releasePongs();
        }
    }

    private void onPing(@Nullable Map<String, @Nullable Object> payload) {
        List<StreamOperation> starting = starting();
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

    private List<StreamOperation> starting() {
        List<StreamOperation> starting = new ArrayList<>();
        if (state instanceof Ready ready) {
            for (Operation operation : ready.operations().values()) {
                if (operation instanceof StreamOperation stream && stream.starting()) {
                    starting.add(stream);
                }
            }
        }
        return starting;
    }

    /** A subscription is live. */
    void onStarted() {
        releasePongs();
    }

    /** An operation did not start. */
    void onRefused(Operation operation, Buffer errors) {
        forget(operation);
        send(operation.id().error(errors));
        releasePongs();
    }

    /** A subscription has one more response. */
    void onNext(Operation operation, SharedPayload payload) {
        if (!(state instanceof Closed) && !sink.writeNext(operation.id(), payload)) {
            onSlow();
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
            ready.operations().remove(operation.id().value());
        }
    }

    private void send(Buffer message) {
        if (!(state instanceof Closed) && !sink.write(message)) {
            onSlow();
        }
    }

    /** More waits for the client than may. */
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
        due = scope.wheel().now() + CLOSE_GRACE.toMillis();
        sleep();
        if (ending instanceof Ready ready) {
            ready.operations().values().forEach(Operation::cancel);
        }
    }

    @Override
    public void onWake(long now) {
        if (gone || now < wakeAt) {
            return;
        }
        wakeAt = NEVER;
        releasePongs();
        if (now >= due) {
            onDue(now);
        }
        sleep();
    }

    private void onDue(long now) {
        if (state instanceof Closed) {
            due = NEVER;
            sink.abort();
        } else if (state instanceof AwaitingInit) {
            close(CloseCode.INIT_TIMEOUT.close());
        } else if (pinged) {
            close(CloseCode.NO_PONG.close());
        } else if (now < lastHeard + scope.config().ping().toMillis()) {
            due = lastHeard + scope.config().ping().toMillis();
        } else {
            pinged = true;
            due = now + scope.config().pongTimeout().toMillis();
            send(SocketMessage.ping());
        }
    }

    private void sleep() {
        long next = Math.min(due, heldPongs == null ? NEVER : heldPongs.deadline());
        if (next != NEVER && next <= wakeAt - Wheel.TICK.toMillis()) {
            wakeAt = scope.wheel().wake(this, next);
        }
    }

    private static Buffer tooManyOperations(int limit) {
        return Json.write(List.of(Map.of(
                "message", "a connection may run at most %d operations at once".formatted(limit),
                "extensions", Map.of("code", ErrorCode.TOO_MANY_OPERATIONS.name()))));
    }
}
