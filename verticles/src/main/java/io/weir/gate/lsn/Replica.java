package io.weir.gate.lsn;

import io.vertx.core.Future;

/** The server that reads come from. */
interface Replica {

    /** How far it is now; fails while it cannot be asked. */
    Future<Replay> replay();

    /** Lets go of connections. */
    Future<Void> close();
}
