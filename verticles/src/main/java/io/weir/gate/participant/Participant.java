package io.weir.gate.participant;

import io.vertx.core.Future;
import io.weir.bus.SystemTarget;

/** One system of the configuration, by the way in which it says how far it is. Belongs to one event loop. */
public interface Participant {

    /**
     * Finds what the system must have reached to show a write that has been made: something later is right too, anything
     * earlier never is.
     *
     * @return fails with {@link UnreachableException} when it cannot be found for this write, and with anything else when
     *     it cannot be found now: then the gate asks again
     */
    Future<SystemTarget> find(Write write);

    /**
     * Looks whether the system is there, and goes on looking until the wait is over: it is told of what is heard.
     *
     * @param target of this system; not necessarily of the kind that {@link #find} makes, as the configuration may have
     *     been another one when a token was made
     */
    void watch(SystemTarget target, Wait wait);

    /** Whether the system is known to be there without asking it. */
    default boolean shows(SystemTarget target) {
        return false;
    }

    /** Lets go of what it holds; no wait is under way any more. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
