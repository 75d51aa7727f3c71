package io.weir.trigger;

import io.weir.bus.LogGap;

/** The log cannot say that nothing is missed behind a place. */
final class LogGapException extends Exception {

    private final transient LogGap gap;

    LogGapException(LogGap gap) {
        super("events are missing before position " + gap.earliest(), null, false, false);
        this.gap = gap;
    }

    /** What there is instead. */
    LogGap gap() {
        return gap;
    }
}
