package io.weir.delivery.target;

import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Never;
import io.weir.delivery.target.Verdict.Reason;

/** Why an attempt failed; beside these there are the codes of errors of mutations. */
enum Why {
    /** No complete answer in time. */
    TIMEOUT,
    /** No connection, one that broke, or no one who listens. */
    UNREACHABLE,
    /** An answer whose status says no. */
    HTTP_STATUS,
    /** A name that leads to an address that may not be called. */
    NOT_ALLOWED,
    /** The target said no. */
    REFUSED,
    /** More bytes than the configuration allows. */
    PAYLOAD_TOO_LARGE,
    /** The target did it, and its answer is not what the next step needs. */
    MALFORMED_RESPONSE,
    /** A value that cannot stand where a template has it, or is missing there. */
    BAD_VALUE,
    /** A fault of ours. */
    INTERNAL;

    Verdict again(String message) {
        return new Again(reason(message), null);
    }

    Verdict never(String message) {
        return new Never(reason(message));
    }

    private Reason reason(String message) {
        return new Reason(name(), message, null, null);
    }
}
