package io.weir.store;

import io.weir.config.StoreConfig;
import io.weir.store.embedded.EmbeddedServer;
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
    void stop() throws IOException;

    /** For the migrations, and for operators. */
    int SPARE_CONNECTIONS = 10;

    /** The server for a configuration. */
    static StoreServer of(StoreConfig config) {
        if (config instanceof StoreConfig.Postgres postgres) {
            return new Elsewhere(StoreAddress.of(postgres));
        }
        StoreConfig.Embedded embedded = (StoreConfig.Embedded) config;
        int connections = embedded.pool().size() + SPARE_CONNECTIONS;
        return new Beside(new EmbeddedServer(embedded.path(), embedded.port(), connections));
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

    /** A server of the node's own. */
    record Beside(EmbeddedServer server) implements StoreServer {

        @Override
        public StoreAddress start() throws IOException {
            EmbeddedServer.Login login = server.start();
            return StoreAddress.local(login.port(), login.database(), login.user(), login.password());
        }

        @Override
        public void stop() throws IOException {
            server.stop();
        }
    }
}
