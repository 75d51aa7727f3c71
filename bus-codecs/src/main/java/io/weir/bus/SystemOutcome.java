package io.weir.bus;

/**
 * How the wait for one system ended. Part of messages; not one itself.
 *
 * @param system the system's name in the configuration
 * @param waitedMillis how long it was waited for
 */
public record SystemOutcome(String system, Outcome outcome, long waitedMillis) {

    /** How a wait can end. */
    public enum Outcome {
        /** The system shows the write. */
        REACHED,
        /** The system is behind, and was so until the time was over. */
        TIMED_OUT,
        /** The system did not say how far it is, or can never get there: it could not be asked. */
        STALLED,
        /** The write does not concern the system. */
        NOT_APPLICABLE;

        /** Whether the system need not be waited for any longer. */
        public boolean passed() {
            return this == REACHED || this == NOT_APPLICABLE;
        }
    }
}
