package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.GateReport;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for systems to show writes, over the bus. Thread-safe; answers on the caller's context, and holds nothing while it
 * waits. A long wait is several requests, so that it survives the gate's node.
 */
public interface GateClient {

    /** Where nothing is written that a system would show: tokens stand for nothing, waits for systems cannot be. */
    GateClient NONE = new NoGates();

    /**
     * Waits until systems show a write.
     *
     * @param systems names of the configuration
     * @param patience how long in all; null for as long as the configuration says of these systems
     * @return how each wait ended; never fails: a system of which no gate could tell anything is
     *     {@link io.weir.bus.SystemOutcome.Outcome#STALLED}
     */
    Future<GateReport> awaitWrite(List<String> systems, Written write, @Nullable Duration patience);

    /** The same for what is known from a report before. */
    Future<GateReport> awaitTargets(List<SystemTarget> targets, @Nullable Duration patience);

    /**
     * Waits until systems show what a client's tokens stand for.
     *
     * @param caller the system that asks, which does not wait for itself; null where none does
     * @return fails with {@link SourceException}: {@code INVALID_CONSISTENCY_TOKEN} when one is no good,
     *     {@code CONSISTENCY_UNAVAILABLE} when no gate could say
     */
    Future<GateReport> awaitTokens(List<String> tokens, @Nullable String caller, @Nullable Duration patience);

    /**
     * The token of a response, for its writes and what the request's own tokens stood for.
     *
     * @param log whether a subscription may start from it
     * @return fails with {@link SourceException}: {@code CONSISTENCY_UNAVAILABLE} when no gate could make one,
     *     {@code INVALID_CONSISTENCY_TOKEN} when it would be longer than tokens may be
     */
    Future<String> seal(List<String> tokens, List<SystemTarget> targets, boolean log);

    /**
     * Systems report what they have applied.
     *
     * @param reports one report or a list, JSON as UTF-8 bytes
     * @return how many were stored; fails with {@link SourceException}: {@code BAD_USER_INPUT} when one is malformed,
     *     {@code NOT_FOUND} when it names what does not exist, {@code STORE_UNAVAILABLE} or
     *     {@code CONSISTENCY_UNAVAILABLE} when they are to be sent again
     */
    Future<Integer> report(Buffer reports);
}
