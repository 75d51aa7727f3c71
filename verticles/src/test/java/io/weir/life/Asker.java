package io.weir.life;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A client that asks one node after the other, steadily; what it is answered is right, or says what is wrong. */
final class Asker {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<NodeProcess> nodes;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Collection<String> refusals = new ConcurrentLinkedQueue<>();
    private volatile int answered;

    Asker(List<NodeProcess> nodes) {
        this.nodes = nodes;
    }

    /** How many answers came. */
    int answered() {
        return answered;
    }

    /** Why there were none: codes of errors, names of exceptions. */
    Collection<String> refusals() {
        return refusals;
    }

    void stop() {
        going.set(false);
    }

    /** Asks until it is stopped. */
    Void run() throws InterruptedException {
        for (int i = 0; going.get(); i++) {
            try {
                take(nodes.get(i % nodes.size()).ask("{ lookup(id: \"%d\") { id } }".formatted(i), PATIENCE), i);
            } catch (IOException away) {
                refusals.add(away.getClass().getSimpleName());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }

    private void take(JsonObject answer, int i) {
        if (answer.getJsonArray("errors") != null) {
            refusals.add(answer.getJsonArray("errors")
                    .getJsonObject(0)
                    .getJsonObject("extensions")
                    .getString("code"));
            return;
        }
        String id = answer.getJsonObject("data").getJsonObject("lookup").getString("id");
        if (!id.equals(String.valueOf(i))) {
            throw new AssertionError("asked for %d, answered %s".formatted(i, answer));
        }
        answered++;
    }
}
