package io.weir.gate.lsn;

import io.vertx.core.Future;

/** The server that handlers write to. */
interface Primary {

    /** Where its log ends now. Fails while it cannot be asked, and when it is a replica. */
    Future<WalEnd> end();

    /** Has it flush its log to this place, if nobody has meanwhile. Never fails; what becomes of it is seen at replicas. */
    void flush(long lsn);

    /** Lets go of connections. */
    Future<Void> close();
}
