package io.weir.log;

/** Nobody knows which events of a provider are missing. */
final class EventsLostException extends RuntimeException {

    EventsLostException(String message) {
        super(message, null, false, false);
    }
}
