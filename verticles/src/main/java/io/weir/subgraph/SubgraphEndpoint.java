package io.weir.subgraph;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.weir.config.CallConfig;
import io.weir.flow.BackOff;
import io.weir.flow.Breaker;
import io.weir.flow.RetryAfter;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.SubgraphMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subgraph: its connections, and all that its calls share. What does not change from call to call is made once.
 * Thread-safe.
 */
final class SubgraphEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(SubgraphEndpoint.class);
    private static final String ACCEPT = "application/graphql-response+json, application/json;q=0.9";

    private final Vertx vertx;
    private final String name;
    private final CallConfig config;
    private final ForwardedHeaders headers;
    private final SubgraphMeters meters;
    private final Clock clock;
    private final RequestOptions request;
    private final CallLimit limit;
    private final Breaker breaker;
    /** One for each event loop, so that a reply never crosses from the loop of its connection to that of its caller. */
    private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();

    SubgraphEndpoint(
            Vertx vertx,
            String name,
            String url,
            CallConfig config,
            ForwardedHeaders headers,
            SubgraphMeters meters,
            Clock clock) {
        this.vertx = vertx;
        this.name = name;
        this.config = config;
        this.headers = headers;
        this.meters = meters;
        this.clock = clock;
        this.request = request(url, config);
        this.limit = new CallLimit(config.concurrency(), config.queue());
        this.breaker = new Breaker(name, config.circuitBreaker(), clock, this::onCircuit);
    }

    private void onCircuit(int opened, State state) {
        meters.open().add(opened);
        if (state != State.DISABLED) {
            LOG.atWarn()
                    .addKeyValue(LogKey.SUBGRAPH, name)
                    .addKeyValue(LogKey.CIRCUIT, state)
                    .log("the circuit of a subgraph changed");
        }
    }

    private static RequestOptions request(String url, CallConfig config) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("accept", ACCEPT)
                .putHeader("accept-encoding", "gzip");
        config.headers().set().forEach(request::putHeader);
        return request;
    }

    /** A stream to send a request on; fails when there is no connection to be had. */
    Future<HttpClientRequest> connect() {
        return clients.computeIfAbsent(Thread.currentThread(), loop -> client()).request(request);
    }

    private HttpClient client() {
        boolean http2 = config.protocol() == CallConfig.Protocol.HTTP2;
        boolean tls = Boolean.TRUE.equals(request.isSsl());
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(tls)
                .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setUseAlpn(http2 && tls)
                .setHttp2ClearTextUpgrade(false)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout((int) Math.max(1, config.keepAlive().toSeconds()))
                .setHttp2KeepAliveTimeout((int) Math.max(1, config.keepAlive().toSeconds()))
                .setDecompressionSupported(true);
        config.trust().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions()
                        .setHttp1MaxSize(config.concurrency())
                        .setHttp2MaxSize(1)
                        .setMaxWaitQueueSize(-1))
                .build();
    }

    Future<?> close() {
        breaker.close();
        return Future.join(clients.values().stream().map(HttpClient::close).toList());
    }

    String name() {
        return name;
    }

    int maxReply() {
        return config.maxReply();
    }

    int retries() {
        return config.retries();
    }

    Duration timeout() {
        return config.timeout();
    }

    BackOff backOff() {
        return new BackOff(config.backOff(), config.timeout(), ThreadLocalRandom.current());
    }

    Map<String, String> visibleHeaders(SubgraphRequest asked) {
        return headers.visible(asked);
    }

    Duration retryAfter(@Nullable String header) {
        return RetryAfter.read(header, clock);
    }

    CallLimit limit() {
        return limit;
    }

    Breaker breaker() {
        return breaker;
    }

    SubgraphMeters meters() {
        return meters;
    }
}
