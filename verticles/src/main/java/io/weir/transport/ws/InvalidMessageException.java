package io.weir.transport.ws;

/** A message that graphql-transport-ws does not have; it says what is wrong with it, fit for the client. */
final class InvalidMessageException extends RuntimeException {

    InvalidMessageException(String fault) {
        super(fault, null, false, false);
    }
}
