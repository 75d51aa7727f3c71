package io.weir.life;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that asks for one thing after the other, each until some node has answered, with an idempotency key: every
 * thing must be done exactly once. Each second one is asynchronous.
 */
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final List<NodeProcess> nodes;
    private final String name;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Collection<String> refusals = new ConcurrentLinkedQueue<>();
    private int node;

    Caller(List<NodeProcess> nodes, String name) {
        this.nodes = nodes;
        this.name = name;
    }

    /** What was answered: done, or accepted. */
    Set<String> done() {
        return done;
    }

    /** Why nodes did not do a thing at once: codes of errors, names of exceptions. */
    Collection<String> refusals() {
        return refusals;
    }

    void stop() {
        going.set(false);
    }

    /** Calls until it is stopped; the last thing is done too. */
    Void run() throws InterruptedException {
        for (int i = 0; going.get(); i++) {
            String thing = name + '-' + i;
            String mutation = i % 2 == 0
                    ? "mutation { record(note: \"%s\") { actionId } }"
                    : "mutation { now(note: \"%s\") { note } }";
            while (!ask(mutation.formatted(thing), thing)) {
                node++;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            done.add(thing);
            node++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }

    private boolean ask(String mutation, String thing) throws InterruptedException {
        try {
            JsonObject answer = nodes.get(node % nodes.size()).ask(mutation, PATIENCE, "Idempotency-Key", thing);
            if (answer.getJsonArray("errors") == null) {
                return true;
            }
            refusals.add(answer.getJsonArray("errors")
                    .getJsonObject(0)
                    .getJsonObject("extensions")
                    .getString("code"));
        } catch (IOException away) {
            refusals.add(away.getClass().getSimpleName());
        }
        return false;
    }
}
