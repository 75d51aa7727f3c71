package io.weir.bus;

/**
 * A subscription ended at its transport. Needs no answer; unknown ids are ignored. Whoever asks for an answer leaves once
 * what is under way for the group has come, and is answered then, with the same message; so is an id that is unknown,
 * by which one waits for that alone.
 *
 * @param groupId the group it was a member of; {@link #WHATEVER_GROUP} when the answer to its join did not arrive
 * @param subscriptionId the transport instance's number for it
 * @param deliverTo the transport instance's address
 */
public record LeaveTrigger(long groupId, long subscriptionId, String deliverTo) implements BusMessage {

    /** The transport does not know whether it joined, and if so, which group. */
    public static final long WHATEVER_GROUP = -1;
}
