package io.weir.gate.ledger;

import io.vertx.core.Future;
import io.weir.bus.SystemsAdvanced.Advance;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What systems have reported, which nodes share. Every method fails with {@link io.weir.store.StoreException} when the
 * store does not answer in its time limits. Thread-safe; answers on the caller's context.
 */
public interface ReportLedger {

    /** Stores reports, all or none; one that goes back, or repeats another, changes nothing. */
    Future<Void> store(List<Advance> reports);

    /** How far systems are with these, as of some moment after the call; those that were never reported on are missing. */
    Future<List<Advance>> read(Collection<Subject> subjects);

    /** Which of these actions exist. */
    Future<Set<UUID>> known(Collection<UUID> actions);

    /**
     * Forgets reports that have not advanced for so long, a portion of them; places in the log are kept.
     *
     * @return how many; there may be more unless it is 0
     */
    Future<Integer> forget(Duration age);
}
