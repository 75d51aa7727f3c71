package io.weir.bridge.tcp;

/** What a client sent is no frame; carries the word that the client is told, and what the log says. */
final class BadFrameException extends Exception {

    private final String word;

    BadFrameException(String word, String message) {
        super(message, null, false, false);
        this.word = word;
    }

    /** For the frame of type {@code err}. */
    String word() {
        return word;
    }
}
