package io.weir.plan;

import java.util.List;

/** A request that is refused before anything runs. */
public final class RequestErrors extends Exception {

    private final transient List<RequestError> errors;

    /** Carries at least one error. */
    public RequestErrors(List<RequestError> errors) {
        super(errors.get(0).message(), null, false, false);
        this.errors = List.copyOf(errors);
    }

    /** Carries one error. */
    public RequestErrors(RequestError error) {
        this(List.of(error));
    }

    /** Why; never empty. */
    public List<RequestError> errors() {
        return errors;
    }
}
