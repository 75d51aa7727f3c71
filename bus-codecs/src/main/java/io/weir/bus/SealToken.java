package io.weir.bus;

import java.util.List;

/**
 * Makes the consistency token of a response. Answered by {@link TokenSealed}, or by {@link TokenRefused}.
 *
 * @param tokens of the request: what they stand for and may not be reached yet is in the new one too
 * @param targets of the request's writes
 * @param log whether the token says where the log ends now, so that a subscription can start there
 */
public record SealToken(List<String> tokens, List<SystemTarget> targets, boolean log) implements BusMessage {

    /** Copies the lists. */
    public SealToken {
        tokens = List.copyOf(tokens);
        targets = List.copyOf(targets);
    }
}
