package io.weir.model.write;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs something once for all who asked for it in one turn of an event loop, after them. Thread-safe. */
final class OncePerTurn implements Runnable {

    private final Vertx vertx;
    private final Runnable then;
    private final AtomicBoolean asked = new AtomicBoolean();

    OncePerTurn(Vertx vertx, Runnable then) {
        this.vertx = vertx;
        this.then = then;
    }

    @Override
    public void run() {
        if (asked.compareAndSet(false, true)) {
            vertx.getOrCreateContext().runOnContext(turn -> {
                asked.set(false);
                then.run();
            });
        }
    }
}
