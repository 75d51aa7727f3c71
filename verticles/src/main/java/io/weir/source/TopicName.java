package io.weir.source;

import io.weir.bus.BusAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a topic that a client has a say in may look like. */
public final class TopicName {

    /** AMQP 0-9-1 routing keys are short strings: at most 255 bytes. */
    public static final int MAX_BYTES = 255;

    /** Vert.x's own addresses, replies among them. */
    private static final String VERTX_PREFIX = "__vertx";

    private TopicName() {}

    /**
     * Why {@code topic} may not be used, in words fit for a client; empty when it may. A word of a topic is never a
     * wildcard or empty, and no topic is an internal address.
     */
    public static Optional<String> check(String topic) {
        if (topic.isEmpty()) {
            return Optional.of("a topic must not be empty");
        }
        if (topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("a topic has at most " + MAX_BYTES + " bytes");
        }
        if (topic.startsWith(BusAddress.INTERNAL_PREFIX) || topic.startsWith(VERTX_PREFIX)) {
            return Optional.of(
                    "a topic must not start with \"%s\" or \"%s\"".formatted(BusAddress.INTERNAL_PREFIX, VERTX_PREFIX));
        }
        if (topic.codePoints().anyMatch(TopicName::blankOrControl)) {
            return Optional.of("a topic must not contain white space or control characters");
        }
        for (String word : topic.split("\\.", -1)) {
            if (word.isEmpty()) {
                return Optional.of("a topic must not contain an empty word");
            }
            if (word.equals("*") || word.equals("#") || word.equals(">")) {
                return Optional.of("a topic must not contain the wildcard \"" + word + "\"");
            }
        }
        return Optional.empty();
    }

    private static boolean blankOrControl(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
