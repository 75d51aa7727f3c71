package io.weir.bus;

/** A message on the bus that this node cannot read: another version, or not what it says it is. */
public final class MalformedMessageException extends RuntimeException {

    private final String type;

    MalformedMessageException(String message) {
        this("unknown", message);
    }

    /** The same with what it says it is. */
    MalformedMessageException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** The name of the message that it should have been; {@code unknown} for a part of one. */
    public String type() {
        return type;
    }
}
