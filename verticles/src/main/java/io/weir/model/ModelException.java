package io.weir.model;

import io.weir.error.ErrorCode;
import java.util.Map;

/** A request that a model refuses; the message is for the client. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    /**
     * A refusal.
     *
     * @param details beside the code in the error's extensions
     */
    public ModelException(ErrorCode code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /** A refusal without details. */
    public ModelException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** What stands in {@code extensions.code}. */
    public ErrorCode code() {
        return code;
    }

    /** What stands beside it. */
    public Map<String, Object> details() {
        return details;
    }
}
