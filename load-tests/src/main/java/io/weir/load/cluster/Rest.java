package io.weir.load.cluster;

import io.weir.load.node.ClusterNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until nodes do nothing more. */
final class Rest {

    private static final long STEP_MILLIS = 250;

    /** A node at rest uses less of a core than this, whatever small things go on. */
    private static final double AT_REST = 0.15;

    /** As many steps in a row: a node that waits for its broker rests for a moment too. */
    private static final int STEPS = 8;

    private Rest() {}

    /** Waits, and answers the {@link System#nanoTime} at which it began to be so. */
    static long await(List<ClusterNode> nodes, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long before = micros(nodes);
        long since = System.nanoTime();
        for (int calm = 0; calm < STEPS; ) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the nodes are busy after " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            long now = micros(nodes);
            boolean resting = now - before < AT_REST * nodes.size() * STEP_MILLIS * 1000;
            calm = resting ? calm + 1 : 0;
            since = resting ? since : System.nanoTime();
            before = now;
        }
        return since;
    }

    private static long micros(List<ClusterNode> nodes) {
        return nodes.stream()
                .mapToLong(node -> node.server().usage().cpuMicros())
                .sum();
    }
}
