package io.weir.gate;

import io.weir.bus.ReportsRefused;

/** A report cannot be taken. The message is fit for whoever sent it: which, why, and what would be right. */
final class RefusedReportException extends RuntimeException {

    private final boolean unknown;

    /** Says why; {@code unknown} where it names what does not exist, rather than being malformed. */
    RefusedReportException(String message, boolean unknown) {
        super(message, null, false, false);
        this.unknown = unknown;
    }

    /** For whoever asked over the bus. */
    ReportsRefused refusal() {
        return new ReportsRefused(String.valueOf(getMessage()), unknown);
    }
}
