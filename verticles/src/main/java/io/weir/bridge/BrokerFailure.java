package io.weir.bridge;

/**
 * What a broker, or the way to it, said no with.
 *
 * @param code the broker's own code; 0 when the failure has none
 * @param text for the log: never credentials
 */
public record BrokerFailure(int code, String text) {

    /** A failure without a code. */
    public static BrokerFailure saying(String text) {
        return new BrokerFailure(0, text);
    }
}
