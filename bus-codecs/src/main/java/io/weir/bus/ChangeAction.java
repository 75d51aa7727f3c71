package io.weir.bus;

/**
 * A client takes an action back, or has it tried again. Answered by an {@link ActionReport} of how it stands then, or by
 * {@link ActionRefused}.
 *
 * @param id as the client sent it
 * @param owner who asks; actions of others are unknown
 */
public record ChangeAction(String id, String owner, Change change) implements BusMessage {

    /** What is to happen. */
    public enum Change {
        /** It must not be begun any more. */
        CANCEL,
        /** It is begun again, with all its attempts, though it has failed, expired or been cancelled. */
        RETRY
    }
}
