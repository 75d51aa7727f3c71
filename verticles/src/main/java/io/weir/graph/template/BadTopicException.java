package io.weir.graph.template;

/** A client's argument would make a topic that may not be used. The message is fit for the client. */
public final class BadTopicException extends Exception {

    BadTopicException(String message) {
        super(message, null, false, false);
    }
}
