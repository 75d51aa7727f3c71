package io.weir.bridge.tcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients may show to be let in. Immutable. */
final class Tokens {

    private final List<byte[]> tokens;

    Tokens(List<String> tokens) {
        this.tokens = tokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether clients need to show one. */
    boolean needed() {
        return !tokens.isEmpty();
    }

    /** Compares with every token in full, so that the time taken tells nothing. */
    boolean holds(@Nullable String shown) {
        if (shown == null) {
            return false;
        }
        byte[] given = shown.getBytes(StandardCharsets.UTF_8);
        boolean held = false;
        for (byte[] token : tokens) {
            held |= MessageDigest.isEqual(token, given);
        }
        return held;
    }
}
