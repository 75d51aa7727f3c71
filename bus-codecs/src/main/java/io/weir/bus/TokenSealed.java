package io.weir.bus;

/**
 * The answer to {@link SealToken}.
 *
 * @param token opaque to clients
 */
public record TokenSealed(String token) implements BusMessage {}
