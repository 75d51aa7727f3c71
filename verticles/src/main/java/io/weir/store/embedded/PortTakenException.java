package io.weir.store.embedded;

import java.io.IOException;

/** Someone else listens where the server was to. */
final class PortTakenException extends IOException {

    PortTakenException(int port) {
        super("the embedded PostgreSQL cannot listen on 127.0.0.1:" + port
                + ", which is taken: set another store.port");
    }
}
