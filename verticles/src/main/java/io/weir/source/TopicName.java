package io.weir.source;

import io.weir.bus.BusAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a topic that a client has a say in may look like. */
public final class TopicName {

    /** AMQP 0-9-1 routing keys are short strings: at most 255 bytes. */
    public static final int MAX_BYTES = 255;

    private static final int MAX_BYTES_PER_CHAR = 3;

    private static final String WILDCARDS = "*#>";

    /** Vert.x's own addresses, replies among them. */
    private static final String VERTX_PREFIX = "__vertx";

    private TopicName() {}

    /**
     * Why {@code topic} may not be used, in words fit for a client; empty when it may. A word of a topic is never a
     * wildcard or empty, and no topic is an internal address.
     */
    public static Optional<String> check(String topic) {
        if (ordinary(topic)) {
            return Optional.empty();
        }
        if (topic.isEmpty()) {
            return Optional.of("a topic must not be empty");
        }
        if (tooLong(topic)) {
            return Optional.of("a topic has at most " + MAX_BYTES + " bytes");
        }
        if (topic.startsWith(BusAddress.INTERNAL_PREFIX) || topic.startsWith(VERTX_PREFIX)) {
            return Optional.of(
                    "a topic must not start with \"%s\" or \"%s\"".formatted(BusAddress.INTERNAL_PREFIX, VERTX_PREFIX));
        }
        if (topic.codePoints().anyMatch(TopicName::blankOrControl)) {
            return Optional.of("a topic must not contain white space or control characters");
        }
        return checkWords(topic);
    }

    /** Whether it has more than {@value #MAX_BYTES} bytes. */
    public static boolean tooLong(String topic) {
        return topic.length() * MAX_BYTES_PER_CHAR > MAX_BYTES
                && topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    /** Whether it is words of ASCII letters, digits, hyphens and underscores, as nearly all topics are. */
    private static boolean ordinary(String topic) {
        int length = topic.length();
        if (length == 0 || length > MAX_BYTES || topic.charAt(0) == '_') {
            return false;
        }
        int word = 0;
        for (int i = 0; i < length; i++) {
            char c = topic.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-') {
                word++;
            } else if (c == '.' && word > 0) {
                word = 0;
            } else {
                return false;
            }
        }
        return word > 0;
    }

    private static Optional<String> checkWords(String topic) {
        int start = 0;
        while (start <= topic.length()) {
            int dot = topic.indexOf('.', start);
            int end = dot < 0 ? topic.length() : dot;
            if (end == start) {
                return Optional.of("a topic must not contain an empty word");
            }
            if (end == start + 1 && WILDCARDS.indexOf(topic.charAt(start)) >= 0) {
                return Optional.of("a topic must not contain the wildcard \"" + topic.charAt(start) + "\"");
            }
            start = end + 1;
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
