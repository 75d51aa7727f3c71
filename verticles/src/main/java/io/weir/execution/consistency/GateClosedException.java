package io.weir.execution.consistency;

import io.weir.bus.SystemOutcome;
import io.weir.error.ErrorCode;
import java.util.List;

/** A request may not go on: nothing was fetched for it. The message is fit for a client. */
public final class GateClosedException extends RuntimeException {

    private final ErrorCode code;
    private final int httpStatus;
    private final transient List<SystemOutcome> outcomes;

    /**
     * Says why.
     *
     * @param httpStatus as an HTTP API would answer
     * @param outcomes how far the systems are; empty where that is not known
     */
    GateClosedException(ErrorCode code, int httpStatus, String message, List<SystemOutcome> outcomes) {
        super(message, null, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
        this.outcomes = List.copyOf(outcomes);
    }

    /** The GraphQL error's {@code extensions.code}. */
    public ErrorCode code() {
        return code;
    }

    /** The status of an HTTP API for the same. */
    public int httpStatus() {
        return httpStatus;
    }

    /** How far the systems are; empty where that is not known. */
    public List<SystemOutcome> outcomes() {
        return outcomes;
    }
}
