package io.weir.bus;

/**
 * What was asked of an action was not begun, and changed nothing.
 *
 * @param failure why; where {@link ActionFailure#transientFailure} is set the client may try again
 */
public record ActionRefused(ActionFailure failure) implements BusMessage {}
