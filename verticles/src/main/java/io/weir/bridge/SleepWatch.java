package io.weir.bridge;

import io.vertx.core.Vertx;
import io.weir.cluster.Peers;
import java.util.concurrent.TimeUnit;

/**
 * Sees that this node did not run for so long that others may have given it up: what a link still brings of the time
 * before, they have from another bridge. On one event loop, where it looks before what other nodes ask once they have heard of this one
 * again.
 */
final class SleepWatch {

    private static final long LOOK_MILLIS = 250;

    /** What a node last said of itself is as old as a fourth of the time after which others give it up. */
    private static final double HEARD_LATELY = 0.75;

    private final Peers peers;
    private final double givenUpNanos;
    private final Runnable onSlept;
    private long lookedAt = System.nanoTime();
    private boolean others;

    private SleepWatch(Peers peers, Runnable onSlept) {
        this.peers = peers;
        this.givenUpNanos = peers.lostAfter().toSeconds() * HEARD_LATELY * TimeUnit.SECONDS.toNanos(1);
        this.onSlept = onSlept;
    }

    /** Looks from now on, on the calling context. */
    static void start(Vertx vertx, Peers peers, Runnable onSlept) {
        SleepWatch watch = new SleepWatch(peers, onSlept);
        vertx.setPeriodic(LOOK_MILLIS, due -> watch.look(System.nanoTime()));
    }

    private void look(long now) {
        boolean slept = others && now - lookedAt > givenUpNanos;
        lookedAt = now;
        others = peers.members().nodes().size() > 1;
        if (slept) {
            onSlept.run();
        }
    }
}
