package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one action's handler is called.
 *
 * @param sync how often while the client waits for the result
 * @param async how often while no one does
 * @param expiry how long after its acceptance an asynchronous action may begin; one that has not is never run
 * @param retryOn HTTP statuses that are tried again beside 408, 425, 429, 502, 503 and 504
 * @param concurrency calls of one node that may be under way at once
 * @param connectTimeout how long opening a connection may take
 * @param maxResponse the largest response, in bytes, decompressed
 * @param circuitBreaker when a failing handler is left in peace
 * @param consistencyTimeout how long a client waits for the systems that the action affects; as they say where it does not
 */
public record ActionConfig(
        RetryConfig sync,
        RetryConfig async,
        Duration expiry,
        List<Integer> retryOn,
        int concurrency,
        Duration connectTimeout,
        int maxResponse,
        BreakerConfig circuitBreaker,
        Optional<Duration> consistencyTimeout) {

    private static final ListOf<Integer> STATUSES = new ListOf<>(Values.integer(400, 599));

    /** Patient, and gentle to what fails. */
    public static final ActionConfig DEFAULT = new ActionConfig(
            RetryConfig.SYNC,
            RetryConfig.ASYNC,
            Duration.ofHours(1),
            List.of(),
            32,
            Duration.ofSeconds(2),
            1 << 20,
            new BreakerConfig(true, 50, 20, Duration.ofSeconds(30), Duration.ofSeconds(10)),
            Optional.empty());

    /** The keys, of which those not given are as the fallback says. */
    static Shape<ActionConfig> shape(ActionConfig fallback) {
        return keys -> new ActionConfig(
                keys.optional(
                        "sync",
                        new Section<>(RetryConfig.shape(fallback.sync)),
                        fallback.sync,
                        "How often a handler is called while the client waits."),
                keys.optional(
                        "async",
                        new Section<>(RetryConfig.shape(fallback.async)),
                        fallback.async,
                        "How often a handler is called while no one waits."),
                keys.optional(
                        "expiry",
                        Rules.LONG_TIME,
                        fallback.expiry,
                        "How long after its acceptance an asynchronous action may begin; later it is never run."),
                keys.optional(
                        "retryOn",
                        STATUSES,
                        fallback.retryOn,
                        "HTTP statuses that are tried again beside 408, 425, 429, 502, 503 and 504."),
                keys.optional(
                        "concurrency",
                        Rules.COUNT,
                        fallback.concurrency,
                        "Calls for one action that may be under way at once."),
                keys.optional(
                        "connectTimeout",
                        Rules.TIMEOUT,
                        fallback.connectTimeout,
                        "How long opening a connection to a handler may take."),
                keys.optional(
                        "maxResponse",
                        Rules.INT_SIZE,
                        fallback.maxResponse,
                        "The largest response of a handler, decompressed."),
                keys.optional(
                        "circuitBreaker",
                        new Section<>(BreakerConfig.shape(fallback.circuitBreaker)),
                        fallback.circuitBreaker,
                        "When a failing handler is left in peace."),
                keys.optional(
                        "consistencyTimeout",
                        Waits.TIME,
                        fallback.consistencyTimeout,
                        "How long a client waits for the systems that an action affects, where that differs from theirs."));
    }

    /** Checks every rule. */
    public ActionConfig {
        Rules.LONG_TIME.check("expiry", expiry);
        STATUSES.check("retryOn", retryOn);
        retryOn = List.copyOf(retryOn);
        Rules.COUNT.check("concurrency", concurrency);
        Rules.TIMEOUT.check("connectTimeout", connectTimeout);
        Rules.INT_SIZE.check("maxResponse", maxResponse);
        consistencyTimeout.ifPresent(wait -> Waits.TIMEOUT.check("consistencyTimeout", wait));
    }

    /** How long a client waits for the systems that the action affects, once its handler has answered. */
    public Duration consistencyTimeout(ConsistencyConfig consistency, List<String> affects) {
        return affects.isEmpty() ? Duration.ZERO : consistencyTimeout.orElseGet(() -> consistency.timeout(affects));
    }
}
