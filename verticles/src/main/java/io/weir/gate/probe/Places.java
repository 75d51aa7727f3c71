package io.weir.gate.probe;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets so many things be under way at once; the others wait in line. Belongs to one event loop. */
final class Places {

    private final int places;
    private final Deque<Supplier<Future<?>>> line = new ArrayDeque<>();
    private int taken;

    Places(int places) {
        this.places = places;
    }

    /**
     * Runs something as soon as there is a place, perhaps at once.
     *
     * @param task its future says when the place is free again
     */
    void run(Supplier<Future<?>> task) {
        line.add(task);
        next();
    }

    private void next() {
        while (taken < places && !line.isEmpty()) {
            taken++;
            line.remove().get().onComplete(done -> {
                taken--;
                next();
            });
        }
    }
}
