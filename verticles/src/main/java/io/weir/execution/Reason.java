package io.weir.execution;

import java.util.Map;

/**
 * Why something is missing: one entry of the response's {@code errors} that has no path yet. It is reported once,
 * however much it explains, and equal only to itself.
 */
final class Reason {

    private final String message;
    private final Map<String, Object> extensions;
    private final Map<String, Object> members;

    /**
     * Says why.
     *
     * @param message fit for the client
     * @param extensions the error's {@code extensions}, with a {@code code}
     */
    Reason(String message, Map<String, Object> extensions) {
        this(message, extensions, Map.of());
    }

    /**
     * Says why.
     *
     * @param message fit for the client
     * @param extensions the error's {@code extensions}, with a {@code code}
     * @param members what stands beside the message, though the specification does not know it
     */
    Reason(String message, Map<String, Object> extensions, Map<String, Object> members) {
        this.message = message;
        this.extensions = extensions;
        this.members = members;
    }

    String message() {
        return message;
    }

    Map<String, Object> extensions() {
        return extensions;
    }

    Map<String, Object> members() {
        return members;
    }
}
