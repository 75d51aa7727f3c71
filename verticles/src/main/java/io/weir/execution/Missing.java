package io.weir.execution;

/**
 * Stands in the merged data where a value should be and is not, and says why: whoever writes the response gives null
 * for it, and the error with the client's own path. One object stands in every place that misses for the same reason,
 * and is reported once.
 */
final class Missing {

    private final String message;
    private final String code;

    /**
     * Says why.
     *
     * @param message fit for the client
     * @param code for {@code extensions.code}
     */
    Missing(String message, String code) {
        this.message = message;
        this.code = code;
    }

    String message() {
        return message;
    }

    String code() {
        return code;
    }
}
