package io.weir.bus;

/** A message on the bus that this node cannot read: another version, or not what it says it is. */
public final class MalformedMessageException extends RuntimeException {

    MalformedMessageException(String message) {
        super(message);
    }
}
