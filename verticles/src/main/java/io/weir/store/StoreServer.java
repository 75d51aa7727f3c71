package io.weir.store;

import io.weir.config.StoreConfig;
import io.weir.store.embedded.EmbeddedServer;
import java.io.IOException;
import java.util.Optional;

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

    /** Where it runs without our doing; empty where it is ours and does not run. */
    Optional<StoreAddress> running() throws IOException;

    /** For the migrations, and for operators. */
    int SPARE_CONNECTIONS = 10;

    /** The server for a configuration. */
    static StoreServer of(StoreConfig config) {
        if (config instanceof StoreConfig.Postgres postgres) {
            return new Elsewhere(StoreAddress.of(postgres));
        }
        StoreConfig.Embedded embedded = (StoreConfig.Embedded) config;
        int connections = embedded.pool().size() + embedded.pool().queries() + SPARE_CONNECTIONS;
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

        @Override
        public Optional<StoreAddress> running() {
            return Optional.of(address);
        }
    }

    /** A server of the node's own. */
    record Beside(EmbeddedServer server) implements StoreServer {

        @Override
        public StoreAddress start() throws IOException {
            return address(server.start());
        }

        @Override
        public void stop() throws IOException {
            server.stop();
        }

        @Override
        public Optional<StoreAddress> running() throws IOException {
            return server.running().map(Beside::address);
        }

        private static StoreAddress address(EmbeddedServer.Login login) {
            return StoreAddress.local(login.port(), login.database(), login.user(), login.password());
        }
    }
}
