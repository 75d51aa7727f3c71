package io.weir.gate.ledger;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * The keys of tokens in the store, which nodes share. Every method fails with {@link io.weir.store.StoreException} when
 * the store does not answer in its time limits. Thread-safe.
 */
public interface KeyLedger {

    /** The keys that there are, the newest last. */
    Future<List<SealKey>> keys();

    /**
     * Makes a key the newest, unless the newest is younger than {@code rotation}; of several nodes that do so at once one
     * succeeds. Deletes those keys that have had a successor for longer than {@code keep}.
     *
     * @return the keys that there are then, the newest last
     */
    Future<List<SealKey>> rotate(SecretKey fresh, Duration rotation, Duration keep);
}
