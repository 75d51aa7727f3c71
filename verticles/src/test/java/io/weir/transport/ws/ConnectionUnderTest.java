package io.weir.transport.ws;

import io.vertx.core.Promise;
import io.weir.config.WebSocketConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A connection without a socket, on a clock that the test moves. */
final class ConnectionUnderTest {

    static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);
    static final Duration PING = Duration.ofSeconds(30);
    static final Duration PONG_TIMEOUT = Duration.ofSeconds(20);
    static final int OPERATIONS = 3;

    final FakeOperations operations = new FakeOperations();
    final FakeSubscriptions subscriptions = new FakeSubscriptions();
    final RecordingSink sink = new RecordingSink();
    final Metrics metrics = new Metrics();
    final List<Connection> gone = new ArrayList<>();
    final Promise<Boolean> admission = Promise.promise();
    final Connection connection;
    private final Wheel wheel;
    private long now = 12_345;

    ConnectionUnderTest() {
        this(PING);
    }

    ConnectionUnderTest(Duration ping) {
        wheel = new Wheel(() -> now);
        connection = new Connection(
                new ConnectionScope(
                        new WebSocketConfig(true, INIT_TIMEOUT, ping, PONG_TIMEOUT, 1 << 20, OPERATIONS),
                        operations,
                        subscriptions,
                        payload -> admission.future(),
                        wheel,
                        metrics,
                        gone::add),
                sink);
    }

    /** One that is acknowledged, its ack read. */
    static ConnectionUnderTest ready() {
        ConnectionUnderTest ready = new ConnectionUnderTest();
        ready.admission.complete(true);
        ready.says("{'type':'connection_init'}");
        ready.sink.take();
        return ready;
    }

    /** The client sends a message, written with single quotes. */
    void says(String message) {
        connection.onText(message.replace('\'', '"'));
    }

    void subscribes(String id, String query) {
        says("{'id':'%s','type':'subscribe','payload':{'query':'%s'}}".formatted(id, query));
    }

    /** What the client hears since the last call, written with single quotes. */
    List<String> hears() {
        return sink.take().stream().map(text -> text.replace('"', '\'')).toList();
    }

    /** Time goes by, tick by tick. */
    void passes(Duration time) {
        long end = now + time.toMillis();
        while (now < end) {
            now = Math.min(end, now + Wheel.TICK.toMillis());
            wheel.turn();
        }
    }
}
