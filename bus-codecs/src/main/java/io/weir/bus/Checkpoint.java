package io.weir.bus;

/**
 * A sender asks whether everything that it sent to this address before has been handled. Answered by the same message
 * once it has: addresses deliver in order, so the answer speaks for all before it. A receiver that
 * needs longer fails it with {@link BusFailure#BUSY}, and is asked again.
 *
 * @param number the sender's own count of its checkpoints
 */
public record Checkpoint(long number) implements BusMessage {}
