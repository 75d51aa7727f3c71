package io.weir.bus;

/**
 * The answer to {@link SealToken}.
 *
 * @param token opaque to clients
 */
public record TokenSealed(String token) implements BusMessage {

    /** The token that stands for nothing: whoever has nothing to seal need not ask for it. */
    public static final String NOTHING = "cz0";
}
