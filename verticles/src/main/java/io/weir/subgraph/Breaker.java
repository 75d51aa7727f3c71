package io.weir.subgraph;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.weir.config.BreakerConfig;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.SubgraphMeters;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a subgraph in peace whose attempts fail too often. Each attempt that is allowed ends as a success or as a
 * failure. Thread-safe.
 *
 * <p>It judges by the share of failures in a rolling window, because a count of failures alone opens sooner the busier
 * a healthy subgraph is; that is why it is not Vert.x's breaker.
 */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    /** How many attempts a circuit takes that is half open. */
    private static final int PROBES = 3;

    private static final Exception FAILED = new SubgraphException(SubgraphFailure.UNREACHABLE, "failed", 0);

    private final CircuitBreaker circuit;

    Breaker(String subgraph, BreakerConfig config, SubgraphMeters meters, Clock clock) {
        circuit = CircuitBreaker.of(
                subgraph,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.TIME_BASED)
                        .slidingWindowSize((int) config.window().toSeconds())
                        .minimumNumberOfCalls(config.calls())
                        .failureRateThreshold(config.failures())
                        .waitDurationInOpenState(config.pause())
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .clock(clock)
                        .currentTimestampFunction(time -> time.millis(), TimeUnit.MILLISECONDS)
                        .build());
        if (!config.enabled()) {
            circuit.transitionToDisabledState();
        }
        circuit.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State from = event.getStateTransition().getFromState();
            CircuitBreaker.State to = event.getStateTransition().getToState();
            meters.open().add(open(to) - open(from));
            if (to != CircuitBreaker.State.DISABLED) {
                LOG.atWarn()
                        .addKeyValue(LogKey.SUBGRAPH, subgraph)
                        .addKeyValue(LogKey.CIRCUIT, to)
                        .log("the circuit of a subgraph changed");
            }
        });
    }

    /** There will be no more attempts, so that nothing closes the circuit. */
    void close() {
        if (circuit.getState() != CircuitBreaker.State.DISABLED) {
            circuit.transitionToDisabledState();
        }
    }

    private static int open(CircuitBreaker.State state) {
        return state == CircuitBreaker.State.OPEN ? 1 : 0;
    }

    /** Whether an attempt may be made; it must then end. */
    boolean allows() {
        return circuit.tryAcquirePermission();
    }

    /** The subgraph answered, whatever it said. */
    void succeeded() {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** The subgraph did not answer, or said that it cannot. */
    void failed() {
        circuit.onError(0, TimeUnit.NANOSECONDS, FAILED);
    }
}
