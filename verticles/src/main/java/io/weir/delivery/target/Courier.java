package io.weir.delivery.target;

import io.vertx.core.Future;

/** Makes attempts. Called on an event loop, and answers on it. */
public interface Courier {

    /** Makes one attempt, which ends within the delivery's timeout; never fails. */
    Future<Verdict> attempt(Parcel parcel);

    /** Lets go of connections. */
    Future<Void> close();
}
