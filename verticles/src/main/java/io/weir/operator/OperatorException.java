package io.weir.operator;

import io.weir.error.ErrorCode;

/** What an operator asked for cannot be had; the message is for the operator. */
final class OperatorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    OperatorException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
