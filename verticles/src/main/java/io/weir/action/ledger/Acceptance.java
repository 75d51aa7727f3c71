package io.weir.action.ledger;

import io.weir.bus.ActionReport;
import java.util.Optional;

/** What became of an action that was to be stored. */
public sealed interface Acceptance {

    /**
     * It is stored.
     *
     * @param claim present when it was claimed from the start
     */
    record Stored(ActionReport report, Optional<Claim> claim) implements Acceptance {}

    /** Its idempotency key names an earlier action of equal fingerprint, which may have ended. */
    record Known(ActionReport report) implements Acceptance {}

    /** Its idempotency key names an earlier action of another fingerprint. */
    record KeyReused() implements Acceptance {}
}
