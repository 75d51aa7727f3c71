package io.weir.subgraph;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.flow.BackOff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to a subgraph from the queue to the reply: a place, attempts, pauses between them, and one deadline over
 * all. Belongs to one event loop.
 *
 * <p>A query is sent again when the connection or the subgraph failed; a mutation only when no connection was to be had,
 * since nobody can tell what became of one that was sent.
 */
final class SubgraphCall {

    private final SubgraphEndpoint endpoint;
    private final SubgraphRequest request;
    private final Vertx vertx;
    private final Context context;
    private final BackOff backOff;
    private final Promise<Buffer> reply = Promise.promise();
    private final long begun = System.nanoTime();
    /** One object, so that the queue finds it again. */
    private final Runnable turn = this::onTurn;

    private long deadline;
    private int retries;
    private boolean waiting;
    private boolean placed;
    private @Nullable Attempt attempt;
    private Outcome.@Nullable Failure last;

    SubgraphCall(SubgraphEndpoint endpoint, SubgraphRequest request, Context context) {
        this.endpoint = endpoint;
        this.request = request;
        this.context = context;
        this.vertx = context.owner();
        this.backOff = endpoint.backOff();
    }

    /** Runs on the call's context. */
    Future<Buffer> run() {
        deadline = vertx.setTimer(endpoint.timeout().toMillis(), late -> onDeadline());
        switch (endpoint.limit().enter(turn)) {
            case NOW -> place();
            case LATER -> {
                waiting = true;
                endpoint.meters().waiting().increment();
            }
            case REFUSED -> fail(SubgraphFailure.OVERLOADED.of(endpoint.name()));
        }
        return reply.future();
    }

    /** On the event loop of whoever left the place. */
    private void onTurn() {
        context.runOnContext(here -> {
            if (!waiting) { // the deadline came first, in the same moment
                endpoint.limit().leave();
                return;
            }
            waiting = false;
            endpoint.meters().waiting().decrement();
            place();
        });
    }

    private void place() {
        placed = true;
        endpoint.meters().inFlight().increment();
        attempt();
    }

    private void attempt() {
        if (ended()) {
            return;
        }
        if (!endpoint.breaker().allows()) {
            fail(last == null ? SubgraphFailure.CIRCUIT_OPEN.of(endpoint.name()) : last.failure());
            return;
        }
        Attempt next = new Attempt(endpoint, request);
        attempt = next;
        next.run().onSuccess(this::onOutcome);
    }

    private void onOutcome(Outcome outcome) {
        attempt = null;
        if (outcome instanceof Outcome.Reply answered) {
            endpoint.breaker().succeeded();
            end();
            reply.tryComplete(answered.body());
        } else if (outcome instanceof Outcome.Failure failed) {
            onFailure(failed);
        }
    }

    private void onFailure(Outcome.Failure failed) {
        if (failed.unhealthy()) {
            endpoint.breaker().failed();
        } else {
            endpoint.breaker().succeeded();
        }
        if (ended()) {
            return;
        }
        Duration pause = pause(failed);
        if (pause == null) {
            fail(failed.failure());
            return;
        }
        last = failed;
        retries++;
        endpoint.meters().retries().increment();
        vertx.setTimer(pause.toMillis(), then -> attempt());
    }

    /** How long to wait before the next attempt; null when there is none. */
    private @Nullable Duration pause(Outcome.Failure failed) {
        boolean repeatable = !request.mutation() || failed.untouched();
        if (!repeatable || !failed.transientFailure() || retries >= endpoint.retries()) {
            return null;
        }
        Duration own = backOff.pause();
        Duration pause = own.compareTo(failed.pause()) < 0 ? failed.pause() : own;
        Duration left = endpoint.timeout().minusNanos(System.nanoTime() - begun);
        return pause.compareTo(left) < 0 ? pause.plusMillis(1) : null;
    }

    private void onDeadline() {
        Attempt running = attempt;
        fail(SubgraphFailure.TIMEOUT.of(endpoint.name()));
        if (running != null) {
            running.abort();
        }
    }

    private void fail(SubgraphException failure) {
        if (!ended()) {
            endpoint.meters().failed(failure.code());
            end();
            reply.tryFail(failure);
        }
    }

    private boolean ended() {
        return reply.future().isComplete();
    }

    /** Gives everything back; the reply follows. */
    private void end() {
        vertx.cancelTimer(deadline);
        endpoint.meters().called(System.nanoTime() - begun);
        if (placed) {
            placed = false;
            endpoint.meters().inFlight().decrement();
            endpoint.limit().leave();
        }
        if (waiting) {
            waiting = false;
            endpoint.meters().waiting().decrement();
            endpoint.limit().giveUp(turn);
        }
    }
}
