package io.weir.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.weir.template.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections to origins that the configuration allows: looks the name up, refuses it where one of its addresses may not
 * be called, and tries one address after another. It never follows redirects. Thread-safe; calls come from event loops.
 */
public final class Dialer {

    /** Shorter than servers keep idle connections: one that they close while we write leaves the outcome unknown. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    /** A name may have more addresses than it is worth to try. */
    private static final int MAX_CONNECTIONS = 4;

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final HostNames names;
    /** One for each event loop, so that a reply never crosses from the loop of its connection to that of its caller. */
    private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();

    /**
     * Connects to others.
     *
     * @param options of connections, for what this does not set itself
     * @param handshake how long that of TLS may take
     * @param connections how many there may be to each address
     */
    public Dialer(Vertx vertx, HttpClientOptions options, Duration handshake, int connections, Resolver resolver) {
        this.vertx = vertx;
        this.options = new HttpClientOptions(options)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setSslHandshakeTimeout(handshake.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(false); // ReplyBytes does it, within bounds
        this.pool = new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1);
        this.names = new HostNames(vertx, resolver);
    }

    /**
     * A request on a connection, of which nothing has been sent.
     *
     * @param over whether the caller does not want it any more: then no further address is tried
     * @return on the caller's context; fails with {@link NotConnectedException}
     */
    public Future<HttpClientRequest> open(Destination to, BooleanSupplier over) {
        Promise<HttpClientRequest> opened = Promise.promise();
        Optional<InetAddress> literal = AddressRule.literal(to.origin());
        if (literal.isPresent()) {
            connect(to, List.of(literal.get()), 0, over, opened);
            return opened.future();
        }
        var context = vertx.getOrCreateContext();
        names.addresses(to.origin().host())
                .onComplete(found -> context.runOnContext(here -> onAddresses(to, found.result(), over, opened)));
        return opened.future();
    }

    private void onAddresses(
            Destination to,
            @Nullable List<InetAddress> addresses,
            BooleanSupplier over,
            Promise<HttpClientRequest> opened) {
        if (addresses == null || addresses.isEmpty()) {
            opened.fail(new NotConnectedException("the name is not known", false));
        } else if (addresses.stream().allMatch(AddressRule::allows)) {
            connect(to, addresses, 0, over, opened);
        } else {
            opened.fail(new NotConnectedException("the name leads to an address that may not be called", true));
        }
    }

    private void connect(
            Destination to,
            List<InetAddress> addresses,
            int index,
            BooleanSupplier over,
            Promise<HttpClientRequest> opened) {
        if (over.getAsBoolean()) {
            opened.fail(new NotConnectedException("nobody wants it any more", false));
            return;
        }
        InetAddress address = addresses.get(index);
        client().request(options(to, address)).onComplete((connected, failure) -> {
            if (failure == null) {
                onConnected(connected, address, opened);
            } else if (index + 1 < Math.min(addresses.size(), MAX_CONNECTIONS)) {
                connect(to, addresses, index + 1, over, opened);
            } else {
                opened.fail(new NotConnectedException("there is no connection", false));
            }
        });
    }

    private static void onConnected(
            HttpClientRequest connected, InetAddress address, Promise<HttpClientRequest> opened) {
        String reached = connected.connection().remoteAddress().hostAddress();
        if (address.getHostAddress().equals(reached)) {
            opened.complete(connected);
        } else {
            connected.exceptionHandler(gone -> {}).reset();
            opened.fail(new NotConnectedException("the connection leads elsewhere", true));
        }
    }

    private static RequestOptions options(Destination to, InetAddress address) {
        Origin origin = to.origin();
        return new RequestOptions()
                .setMethod(to.method())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, origin.port())))
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.tls())
                .setURI(to.target())
                .setConnectTimeout(to.connectTimeout().toMillis())
                .setFollowRedirects(false);
    }

    private HttpClient client() {
        return clients.computeIfAbsent(
                Thread.currentThread(),
                loop -> vertx.httpClientBuilder().with(options).with(pool).build());
    }

    /** Closes every connection. */
    public Future<Void> close() {
        return Future.join(clients.values().stream().map(HttpClient::close).toList())
                .mapEmpty();
    }
}
