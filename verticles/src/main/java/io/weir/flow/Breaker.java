package io.weir.flow;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.weir.config.BreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves someone in peace to whom attempts fail too often. Each attempt that is allowed ends as a success or as a
 * failure, or is given back. Thread-safe.
 *
 * <p>It judges by the share of failures in a rolling window, because a count of failures alone opens sooner the busier
 * a healthy server is; that is why it is not Vert.x's breaker.
 */
public final class Breaker {

    /** How many attempts a circuit takes that is half open. */
    private static final int PROBES = 3;

    private static final Exception FAILED = new Exception("failed", null, false, false) {};

    private final CircuitBreaker circuit;
    private final BreakerConfig config;
    private final Clock clock;
    private volatile long openUntil;

    /** Told of every change. */
    public interface Listener {

        /**
         * The circuit changed.
         *
         * @param opened how many more circuits are open than before: 1, 0 or -1
         * @param state what it is now
         */
        void changed(int opened, State state);
    }

    /** A closed circuit. */
    public Breaker(String name, BreakerConfig config, Clock clock, Listener listener) {
        this.config = config;
        this.clock = clock;
        circuit = CircuitBreaker.of(
                name,
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
            State from = event.getStateTransition().getFromState();
            State to = event.getStateTransition().getToState();
            if (to == State.OPEN) {
                openUntil = clock.millis() + config.pause().toMillis() + 1; // it takes longer, not as long
            }
            listener.changed(open(to) - open(from), to);
        });
    }

    /** There will be no more attempts, so that nothing closes the circuit. */
    public void close() {
        if (circuit.getState() != State.DISABLED) {
            circuit.transitionToDisabledState();
        }
    }

    private static int open(State state) {
        return state == State.OPEN ? 1 : 0;
    }

    /** Whether an attempt may be made; it must then end. */
    public boolean allows() {
        return circuit.tryAcquirePermission();
    }

    /** How many attempts might be allowed now; asks for none. */
    public int room() {
        return switch (circuit.getState()) {
            case OPEN -> clock.millis() < openUntil ? 0 : PROBES;
            case HALF_OPEN -> PROBES;
            default -> Integer.MAX_VALUE;
        };
    }

    /** How long it is until an attempt may be allowed again. */
    public Duration rest() {
        long left = openUntil - clock.millis();
        if (circuit.getState() == State.OPEN && left > 0) {
            return Duration.ofMillis(left);
        }
        return circuit.getState() == State.HALF_OPEN ? config.pause().dividedBy(4) : Duration.ZERO;
    }

    /** There was an answer, whatever it said. */
    public void succeeded() {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** There was no answer, or one that says that there cannot be any. */
    public void failed() {
        circuit.onError(0, TimeUnit.NANOSECONDS, FAILED);
    }

    /** An attempt that was allowed is not made. */
    public void release() {
        circuit.releasePermission();
    }
}
