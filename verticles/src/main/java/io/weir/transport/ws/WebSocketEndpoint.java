package io.weir.transport.ws;

import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.weir.config.HttpConfig;
import io.weir.execution.Operations;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.telemetry.Metrics;
import io.weir.transport.fanout.Roster;
import io.weir.transport.fanout.Subscriptions;
import io.weir.transport.socket.Unread;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket side of one transport instance: HTTP upgrades in, graphql-transport-ws connections out. Made and called
 * on the instance's event loop.
 */
public final class WebSocketEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketEndpoint.class);

    private final Vertx vertx;
    private final HttpConfig http;
    private final OriginRule origins;
    private final SlimUpgrade slimUpgrade;
    private final WriteBufferWaterMark marks;
    private final TickFlush flush;
    private final ConnectionScope scope;
    private final Roster<Connection> connections = new Roster<>();
    private final Promise<Void> drained = Promise.promise();
    private final long timer;
    private boolean draining;

    /** Makes the endpoint of the event loop that the caller is on. */
    public WebSocketEndpoint(
            Vertx vertx, HttpConfig http, Operations operations, Subscriptions subscriptions, Metrics metrics) {
        this(vertx, http, operations, subscriptions::join, Admission.EVERYONE, metrics);
    }

    WebSocketEndpoint(
            Vertx vertx,
            HttpConfig http,
            Operations operations,
            SubscriptionStart subscriptions,
            Admission admission,
            Metrics metrics) {
        Context context = vertx.getOrCreateContext();
        Wheel wheel = new Wheel(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        this.vertx = vertx;
        this.http = http;
        this.origins = new OriginRule(http.origins());
        this.slimUpgrade = new SlimUpgrade(http.websocket().message());
        this.marks = Unread.marks(http.limits().writeBuffer());
        this.flush = new TickFlush(task -> context.runOnContext(v -> task.run()));
        this.scope = new ConnectionScope(
                http.websocket(), operations, subscriptions, admission, wheel, metrics, this::onGone);
        this.timer = vertx.setPeriodic(Wheel.TICK.toMillis(), id -> wheel.turn());
    }

    /** Sets what the stock path needs of the HTTP server; the slim path needs nothing. */
    public static HttpServerOptions configure(HttpServerOptions options, HttpConfig http) {
        int closingSeconds = Math.toIntExact(Liveness.CLOSE_GRACE.toSeconds());
        return options.setWebSocketSubProtocols(List.of(Handshake.SUB_PROTOCOL))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(http.websocket().message())
                .setWebSocketClosingTimeout(closingSeconds);
    }

    /**
     * Takes a request that asks for an upgrade, and answers it: by a WebSocket, or by a 4xx that says why not. Called
     * while the request's handler runs; afterwards the HTTP connection's own handlers, the close handler included, are
     * not called any more.
     */
    public void accept(HttpServerRequest request) {
        Handshake.Refusal refusal = draining ? new Handshake.Refusal(503, "draining") : Handshake.refusalOf(request);
        if (refusal == null && !origins.allows(request)) {
            refusal = new Handshake.Refusal(403, "this origin may not open a WebSocket");
        }
        if (refusal != null) {
            refusal.send(request);
        } else if (http.websocket().slim()) {
            acceptSlim(request, Handshake.offersSubProtocol(request));
        } else {
            acceptStock(request, Handshake.offersSubProtocol(request));
        }
    }

    private void acceptSlim(HttpServerRequest request, boolean subProtocol) {
        Carried carried = carried(request);
        slimUpgrade.upgrade(request, subProtocol, channel -> {
            channel.config().setWriteBufferWaterMark(marks);
            SlimSocket socket = new SlimSocket(channel, flush, http.limits().writeBuffer(), scope);
            onOpen(socket.connection(), subProtocol, carried);
            return socket;
        });
    }

    private void acceptStock(HttpServerRequest request, boolean subProtocol) {
        Carried carried = carried(request);
        request.toWebSocket()
                .onSuccess(webSocket -> {
                    StockSocket socket =
                            new StockSocket(webSocket, http.limits().writeBuffer(), scope);
                    onOpen(socket.connection(), subProtocol, carried);
                })
                .onFailure(cause -> LOG.atDebug().setCause(cause).log("a WebSocket handshake failed"));
    }

    /** One handshake's trace would tie operations together that have nothing to do with each other. */
    private Carried carried(HttpServerRequest request) {
        Operations operations = scope.operations();
        return new Carried(
                ForwardedHeaders.ofStream(operations.headers().of(request.headers())),
                ForwardedHeaders.ofStream(operations.actionHeaders().of(request.headers())));
    }

    /** What operations carry of a handshake's headers. */
    private record Carried(Map<String, String> forSubgraphs, Map<String, String> forActions) {}

    private void onOpen(Connection connection, boolean subProtocol, Carried carried) {
        connection.carry(carried.forSubgraphs, carried.forActions);
        connections.add(connection);
        if (!subProtocol) {
            connection.close(CloseCode.SUBPROTOCOL.close());
        } else if (draining) {
            connection.close(CloseCode.RESTART.close());
        }
    }

    private void onGone(Connection connection) {
        if (connections.remove(connection)) {
            completeDrain();
        }
    }

    /** How many connections are open. */
    public int open() {
        return connections.size();
    }

    /**
     * Closes every connection with 1012, so that clients come back elsewhere, and takes no more.
     *
     * @return completed when the last one is gone, at the latest some seconds after
     */
    public Future<Void> drain() {
        draining = true;
        connections.forEach(connection -> connection.close(CloseCode.RESTART.close()));
        completeDrain();
        return drained.future();
    }

    /** Closes every connection with 1013, because this node cannot answer now. */
    public void sendAway() {
        connections.forEach(connection -> connection.close(CloseCode.ISOLATED.close()));
    }

    private void completeDrain() {
        if (draining && connections.size() == 0 && drained.tryComplete()) {
            vertx.cancelTimer(timer);
        }
    }
}
