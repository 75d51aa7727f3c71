package io.weir.gate;

import java.util.UUID;

/** What a system says that it has applied, read and within its limits. */
sealed interface Report {

    /** The system's name, perhaps of none. */
    String system();

    /** An action. */
    record OfAction(String system, UUID action) implements Report {}

    /** A version of what actions change. */
    record OfKey(String system, String key, long version) implements Report {}

    /** The log up to a position of a store. */
    record OfLog(String system, long store, long position) implements Report {}
}
