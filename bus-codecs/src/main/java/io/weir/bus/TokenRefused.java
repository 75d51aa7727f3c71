package io.weir.bus;

/**
 * The answer to {@link AwaitToken} and {@link SealToken} when a token is forged, expired, malformed or of elsewhere.
 *
 * @param message says what is wrong, fit for the client
 */
public record TokenRefused(String message) implements BusMessage {}
