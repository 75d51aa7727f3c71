package io.weir.transport;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.config.HttpConfig;
import io.weir.execution.Operations;
import io.weir.source.GateClient;
import io.weir.source.TopicClient;
import io.weir.telemetry.Metrics;
import io.weir.transport.fanout.Subscriptions;
import io.weir.transport.http.ConnectionLimit;
import io.weir.transport.http.HttpEndpoint;
import io.weir.transport.http.IsolationGate;
import io.weir.transport.http.ServerOptions;
import io.weir.transport.sse.ResponseStreams;
import io.weir.transport.ws.WebSocketEndpoint;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the public endpoint, on one event loop. Deployed once for each core: all instances listen on the same
 * port, and each connection belongs to one of them.
 */
public final class TransportVerticle extends VerticleBase {

    private final Peers peers;
    private final HttpConfig http;
    private final Operations operations;
    private final TopicClient topics;
    private final Set<String> providers;
    private final GateClient gates;
    private final Subscriptions subscriptions;
    private final ConnectionLimit connections;
    private final Metrics metrics;
    private final IntConsumer listening;

    private @Nullable ResponseStreams streams;
    private @Nullable WebSocketEndpoint webSockets;
    private @Nullable HttpServer server;
    private @Nullable Runnable unfollow;

    /**
     * Makes one instance.
     *
     * @param peers tells whether this node is cut off from the others: then it answers nobody
     * @param providers the names of the providers that events may be published to
     * @param gates take the reports of systems
     * @param subscriptions this instance's own
     * @param connections shared by all instances of the node
     * @param listening told the port once this instance takes connections
     */
    public TransportVerticle(
            Peers peers,
            HttpConfig http,
            Operations operations,
            TopicClient topics,
            Set<String> providers,
            GateClient gates,
            Subscriptions subscriptions,
            ConnectionLimit connections,
            Metrics metrics,
            IntConsumer listening) {
        this.peers = peers;
        this.http = http;
        this.operations = operations;
        this.topics = topics;
        this.providers = providers;
        this.gates = gates;
        this.subscriptions = subscriptions;
        this.connections = connections;
        this.metrics = metrics;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        ResponseStreams responses = new ResponseStreams(vertx, http, subscriptions, metrics);
        WebSocketEndpoint sockets = new WebSocketEndpoint(vertx, http, operations, subscriptions, metrics);
        HttpEndpoint endpoint = new HttpEndpoint(
                vertx, http, operations, topics, providers, gates, responses, metrics, sockets::accept);
        HttpServer created = vertx.createHttpServer(WebSocketEndpoint.configure(ServerOptions.of(http), http))
                .connectionHandler(connections)
                .requestHandler(new IsolationGate(peers, endpoint))
                .invalidRequestHandler(endpoint::invalid);
        streams = responses;
        webSockets = sockets;
        server = created;
        responses.start();
        unfollow = peers.follow(this::onMembers);
        return subscriptions.start().compose(ready -> created.listen()).onSuccess(open -> {
            listening.accept(open.actualPort());
        });
    }

    /** Long-lived clients of a node that is cut off come back elsewhere, or when it is not any more. */
    private void onMembers(Members members) {
        if (members.isolated() && streams != null && webSockets != null) {
            streams.interrupt();
            webSockets.sendAway();
        }
    }

    /** Takes no more connections, sends long-lived clients elsewhere, and waits for running operations. */
    @Override
    public Future<?> stop() {
        if (unfollow != null) {
            unfollow.run();
        }
        Future<Void> closed = server == null
                ? Future.succeededFuture()
                : server.shutdown(http.drain().toMillis(), TimeUnit.MILLISECONDS);
        if (streams != null) {
            streams.drain();
        }
        Future<Void> drained = webSockets == null ? Future.succeededFuture() : webSockets.drain();
        return closed.eventually(() -> drained).eventually(subscriptions::stop);
    }
}
