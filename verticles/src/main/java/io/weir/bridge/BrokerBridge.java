package io.weir.bridge;

import io.vertx.core.Future;

/** A {@link Bridge} to a broker that comes and goes. Called on the bridge's event loop only. */
public interface BrokerBridge extends Bridge {

    /** Begins to connect. Done when the first attempt ended, whichever way. */
    Future<Void> start();

    /** Gives its link up, should it have one, and opens another. */
    void loseLink(BrokerFailure why);

    /** Ends for good, when the log and the gates have what is on its way to them. */
    Future<Void> close();
}
