package io.weir.delivery.ledger;

import java.util.Map;
import java.util.UUID;

/**
 * What was stored with a cursor.
 *
 * @param changes how often operators have changed something
 * @param turns of the deliveries that were not there before
 */
public record Collected(long changes, Map<UUID, Long> turns) {

    /** Copies the map. */
    public Collected {
        turns = Map.copyOf(turns);
    }
}
