package io.weir.action;

import io.weir.action.ledger.Terms;
import io.weir.config.ActionConfig;
import io.weir.config.RetryConfig;
import io.weir.flow.BackOff;
import io.weir.graph.action.ActionDefinition;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How one action may be tried: what its schema and the configuration say together.
 *
 * @param awaited whether a client waits for the result
 */
record Policy(ActionDefinition action, ActionConfig config, boolean awaited) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 502, 503, 504);

    private RetryConfig retry() {
        return awaited ? config.sync() : config.async();
    }

    /** How often the handler may be called. */
    int attempts() {
        return retry().attempts();
    }

    /** How long one attempt may take. */
    Duration timeout() {
        return retry().timeout(action.timeout());
    }

    /** The same where only so much time is left. */
    Duration timeout(Duration left) {
        Duration timeout = left.compareTo(timeout()) < 0 ? left : timeout();
        return timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout;
    }

    /** How long all attempts and pauses may take; the first attempt may always take its time. */
    Duration deadline() {
        return retry().deadline(action.timeout());
    }

    /** For the store. Nobody wants an action to begin after its client has gone. */
    Terms terms() {
        return new Terms(attempts(), deadline(), awaited ? deadline() : config.expiry());
    }

    /** Whether the handler may be called again when no one knows what a call did. */
    boolean repeatable() {
        return !awaited || action.idempotent();
    }

    /** Whether an answer with this status may be another one the next time. */
    boolean retries(int status) {
        return retries(status, config);
    }

    /** The same for an action of this configuration. */
    static boolean retries(int status, ActionConfig config) {
        return TRANSIENT.contains(status) || config.retryOn().contains(status);
    }

    /** The pause after so many failed attempts. */
    Duration backOff(int failed, RandomGenerator random) {
        return BackOff.pause(retry().backOff(), retry().maxBackOff(), failed, random);
    }
}
