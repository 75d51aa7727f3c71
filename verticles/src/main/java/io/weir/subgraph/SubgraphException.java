package io.weir.subgraph;

import java.util.OptionalInt;

/** A subgraph did not answer as it should. The message is fit for a client: a name, no address, no stack trace. */
public final class SubgraphException extends RuntimeException {

    private final SubgraphFailure failure;
    private final int status;

    /** Says what failed; {@code status} is 0 when it is no HTTP status that failed. */
    SubgraphException(SubgraphFailure failure, String message, int status) {
        super(message, null, false, false);
        this.failure = failure;
        this.status = status;
    }

    /** How it failed. */
    public SubgraphFailure failure() {
        return failure;
    }

    /** The GraphQL error's {@code extensions.code}. */
    public String code() {
        return failure.code();
    }

    /** The HTTP status that was answered, when that is what failed. */
    public OptionalInt httpStatus() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
