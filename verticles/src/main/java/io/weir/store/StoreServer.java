package io.weir.store;

import io.weir.config.StoreConfig;
import java.io.IOException;

/** The server that a configuration names. Both methods block. */
interface StoreServer {

    /**
     * Has it run, if it is ours.
     *
     * @throws IOException saying what to do when it cannot
     */
    StoreAddress start() throws IOException;

    /** Stops it, if it is ours. */
    void stop();

    /** The server for a configuration. */
    static StoreServer of(StoreConfig config) {
        if (config instanceof StoreConfig.Postgres postgres) {
            return new Elsewhere(StoreAddress.of(postgres));
        }
        throw new UnsupportedOperationException();
    }

    /** A server that others look after. */
    record Elsewhere(StoreAddress address) implements StoreServer {

        @Override
        public StoreAddress start() {
            return address;
        }

        @Override
        public void stop() {
            // not ours
        }
    }
}
