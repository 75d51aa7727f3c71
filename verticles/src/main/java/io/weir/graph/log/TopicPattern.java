package io.weir.graph.log;

import java.util.regex.Pattern;

/**
 * A set of topics, written as AMQP 0-9-1 writes binding keys of topic exchanges (section 3.1.3.3): words between dots,
 * {@code *} for exactly one word, {@code #} for any number of words, none included. Immutable.
 */
public final class TopicPattern {

    private final String text;
    private final Pattern regex;

    private TopicPattern(String text) {
        this.text = text;
        this.regex = Pattern.compile(regex(text));
    }

    /** The topics of a pattern; any text is one. */
    public static TopicPattern of(String text) {
        return new TopicPattern(text);
    }

    /** Whether a topic is one of them. */
    public boolean matches(String topic) {
        return exact() ? text.equals(topic) : regex.matcher(topic).matches();
    }

    /** Whether there is one topic only. */
    public boolean exact() {
        return text.indexOf('*') < 0 && text.indexOf('#') < 0;
    }

    /** As a binding key. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Each word brings the dot before it, the first one none; {@code #} brings its dots itself. */
    private static String regex(String text) {
        StringBuilder regex = new StringBuilder();
        boolean first = true;
        boolean dotted = false; // what stands before already ends where a word may begin
        for (String word : text.split("\\.", -1)) {
            if (word.equals("#")) {
                regex.append(first ? "(?:[^.]+(?:\\.[^.]+)*)?" : "(?:\\.[^.]+)*");
                dotted = first;
            } else {
                regex.append(first ? "" : dotted ? "(?:^|(?<=.)\\.)" : "\\.")
                        .append(word.equals("*") ? "[^.]+" : Pattern.quote(word));
                dotted = false;
            }
            first = false;
        }
        return regex.toString();
    }
}
