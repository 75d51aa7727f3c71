package io.weir.gate.token;

import io.vertx.core.Future;
import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consistency tokens: nobody but who implements this knows what is in one. Belongs to one event loop. */
public interface Tokens {

    /**
     * What tokens stand for.
     *
     * @param texts as a client sent them; perhaps none, perhaps much too long ones
     * @return what all of them say; fails with {@link RefusedTokenException} when one is no good, and with
     *     {@link io.weir.store.StoreException} when it cannot be told now
     */
    Future<Opened> open(List<String> texts);

    /**
     * Makes one token.
     *
     * @param targets merged: what is dominated by another one is not there, nor what is known to be reached
     * @param log the end of the log; null for a token that says nothing of it
     * @return its text; the constant one when it stands for nothing; fails with {@link io.weir.store.StoreException} when
     *     none can be made now
     */
    Future<String> seal(List<SystemTarget> targets, @Nullable EventCursor log);

    /**
     * What tokens stand for.
     *
     * @param targets of systems, of which some may be unknown by now
     * @param log the latest place in the log; null when none says it
     */
    record Opened(List<SystemTarget> targets, @Nullable EventCursor log) {

        /** Copies the targets. */
        public Opened {
            targets = List.copyOf(targets);
        }
    }
}
