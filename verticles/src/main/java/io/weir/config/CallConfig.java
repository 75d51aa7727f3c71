package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a subgraph is called.
 *
 * @param timeout how long one request may take in all: its wait for a place, its retries, its reply
 * @param connectTimeout how long opening a connection may take
 * @param retries how often a query is sent again
 * @param backOff the first pause before that; it doubles, give or take a random part
 * @param protocol the version of HTTP
 * @param concurrency requests that a node may have under way at once
 * @param queue requests that may wait for one of those places
 * @param keepAlive how long an idle connection stays open
 * @param maxReply the largest reply, in bytes, decompressed
 * @param trust the certificates of the authorities that may vouch for the subgraph (PEM); without it those of the Java
 *     runtime
 * @param headers what of a client's request goes along, and what always does
 * @param circuitBreaker when a failing subgraph is left in peace
 */
public record CallConfig(
        Duration timeout,
        Duration connectTimeout,
        int retries,
        Duration backOff,
        Protocol protocol,
        int concurrency,
        int queue,
        Duration keepAlive,
        int maxReply,
        Optional<Path> trust,
        HeadersConfig headers,
        BreakerConfig circuitBreaker) {

    /** A version of HTTP. */
    public enum Protocol {
        /** HTTP/1.1, one request at a time on a connection, connections kept alive. */
        HTTP1,
        /** HTTP/2: by ALPN where the URL says https, with prior knowledge where it says http. */
        HTTP2
    }

    private static final Scalar<Integer> RETRIES = Values.integer(0, 10);
    private static final Scalar<Integer> QUEUE = Values.integer(0, 1_000_000);

    /** Good manners towards a subgraph nearby. */
    public static final CallConfig DEFAULT = shape(new CallConfig(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    2,
                    Duration.ofMillis(50),
                    Protocol.HTTP1,
                    256,
                    1000,
                    Duration.ofSeconds(60),
                    16 << 20,
                    Optional.empty(),
                    HeadersConfig.NONE,
                    BreakerConfig.DEFAULT))
            .defaults();

    /** The keys, of which those not given are as the fallback says. */
    static Shape<CallConfig> shape(CallConfig fallback) {
        return keys -> new CallConfig(
                keys.optional(
                        "timeout", Rules.TIMEOUT, fallback.timeout, "How long one request may take, retries included."),
                keys.optional(
                        "connectTimeout",
                        Rules.TIMEOUT,
                        fallback.connectTimeout,
                        "How long opening a connection may take."),
                keys.optional(
                        "retries", RETRIES, fallback.retries, "How often a query is sent again; mutations never are."),
                keys.optional(
                        "backOff", Rules.TIMEOUT, fallback.backOff, "The first pause before a retry; it doubles."),
                keys.optional(
                        "protocol",
                        Values.choice(Protocol.class),
                        fallback.protocol,
                        "`http1` keeps connections alive; `http2` needs TLS with ALPN, or a server that takes it in clear text."),
                keys.optional(
                        "concurrency", Rules.COUNT, fallback.concurrency, "Requests that may be under way at once."),
                keys.optional(
                        "queue",
                        QUEUE,
                        fallback.queue,
                        "Requests that may wait for one of them to end; more fail at once."),
                keys.optional(
                        "keepAlive", Rules.TIMEOUT, fallback.keepAlive, "How long an idle connection stays open."),
                keys.optional("maxReply", Rules.INT_SIZE, fallback.maxReply, "The largest reply, decompressed."),
                keys.optional(
                        "trust",
                        new OptionalOf<>(new FilePath()),
                        fallback.trust,
                        "PEM file of the authorities to trust instead of the Java runtime's."),
                keys.optional(
                        "headers",
                        new Section<>(HeadersConfig.shape(fallback.headers)),
                        fallback.headers,
                        "What is sent beyond the request."),
                keys.optional(
                        "circuitBreaker",
                        new Section<>(BreakerConfig.shape(fallback.circuitBreaker)),
                        fallback.circuitBreaker,
                        "When a failing subgraph is left in peace."));
    }

    /** Checks every rule. */
    public CallConfig {
        Rules.TIMEOUT.check("timeout", timeout);
        Rules.TIMEOUT.check("connectTimeout", connectTimeout);
        RETRIES.check("retries", retries);
        Rules.TIMEOUT.check("backOff", backOff);
        Rules.COUNT.check("concurrency", concurrency);
        QUEUE.check("queue", queue);
        Rules.TIMEOUT.check("keepAlive", keepAlive);
        Rules.INT_SIZE.check("maxReply", maxReply);
    }
}
