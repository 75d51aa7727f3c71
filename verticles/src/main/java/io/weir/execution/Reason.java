package io.weir.execution;

import java.util.Map;

/**
 * Why something is missing: one entry of the response's {@code errors} that has no path yet. It is reported once,
 * however much it explains, and equal only to itself.
 */
final class Reason {

    private final String message;
    private final Map<String, Object> extensions;

    /**
     * Says why.
     *
     * @param message fit for the client
     * @param extensions the error's {@code extensions}, with a {@code code}
     */
    Reason(String message, Map<String, Object> extensions) {
        this.message = message;
        this.extensions = extensions;
    }

    String message() {
        return message;
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}
