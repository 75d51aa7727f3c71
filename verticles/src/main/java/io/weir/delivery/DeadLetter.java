package io.weir.delivery;

import io.vertx.core.buffer.Buffer;

/** Why a delivery is given up before any attempt: what stands as {@code code} in its failure. */
enum DeadLetter {
    /** Events are gone from the log, or were never in it. */
    LOG_GAP,
    /** The event is nothing that the field can be of. */
    MALFORMED_EVENT,
    /** The document could not be completed. */
    SHAPING_FAILED,
    /** Every node that began its attempts ended during them. */
    DELIVERY_POISONED,
    /** Events led to deliveries, and those to events, again and again. */
    CAUSATION_LOOP;

    /** What is deeper is not delivered. */
    static final int DEEPEST = 16;

    Buffer failure(String message) {
        return Failures.of(name(), message);
    }
}
