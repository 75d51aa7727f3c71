package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.store.Store;

/** Keeps the store up for as long as there is something that needs it. */
final class StoreVerticle extends VerticleBase {

    private final Store store;

    StoreVerticle(Store store) {
        this.store = store;
    }

    @Override
    public Future<?> start() {
        return store.start();
    }

    @Override
    public Future<?> stop() {
        return store.stop();
    }
}
