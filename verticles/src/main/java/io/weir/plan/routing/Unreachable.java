package io.weir.plan.routing;

/** No subgraph can be asked for a field at the place where it is selected. The message is fit for clients. */
public final class Unreachable extends RuntimeException {
    Unreachable(String message) {
        super(message, null, false, false);
    }
}
