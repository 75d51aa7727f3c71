package io.weir.graph.log;

import java.util.List;

/**
 * A set of topics, written as AMQP 0-9-1 writes binding keys of topic exchanges (section 3.1.3.3): words between dots,
 * {@code *} for exactly one word, {@code #} for any number of words, none included. Immutable.
 */
public final class TopicPattern {

    private static final String ONE = "*";
    private static final String ANY = "#";

    private final String text;
    private final List<String> words;
    private final boolean exact;

    private TopicPattern(String text) {
        this.text = text;
        this.words = words(text);
        this.exact = words.stream().noneMatch(word -> word.equals(ONE) || word.equals(ANY));
    }

    /** The topics of a pattern; any text is one. */
    public static TopicPattern of(String text) {
        return new TopicPattern(text);
    }

    /** A topic's words. */
    static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
    }

    /** Whether there is one topic only. */
    public boolean exact() {
        return exact;
    }

    /** Whether a topic is one of them. */
    public boolean matches(String topic) {
        return exact ? text.equals(topic) : matches(words(topic));
    }

    /**
     * Whether a topic of these words is one of them. Takes time in proportion to the lengths of both at most, since
     * clients have a say in topics: what an earlier {@code #} stands for never needs to be tried again once a later one is
     * reached.
     */
    boolean matches(List<String> given) {
        int at = 0;
        int word = 0;
        int any = -1; // the last # that was reached
        int beyond = 0; // the first word that it does not stand for
        while (word < given.size()) {
            if (at < words.size() && words.get(at).equals(ANY)) {
                any = at++;
                beyond = word;
            } else if (at < words.size() && stands(words.get(at), given.get(word))) {
                at++;
                word++;
            } else if (any >= 0) {
                at = any + 1;
                word = ++beyond;
            } else {
                return false;
            }
        }
        return words.subList(at, words.size()).stream().allMatch(ANY::equals);
    }

    /** Whether any topic is one of both. */
    public boolean overlaps(TopicPattern other) {
        if (exact) {
            return other.matches(text);
        }
        boolean[] rest = new boolean[other.words.size() + 1]; // whether the rests of both overlap, by the other's
        rest[other.words.size()] = true;
        for (int i = other.words.size() - 1; i >= 0; i--) {
            rest[i] = rest[i + 1] && other.words.get(i).equals(ANY);
        }
        for (int at = words.size() - 1; at >= 0; at--) {
            boolean[] shorter = rest;
            rest = new boolean[shorter.length];
            boolean any = words.get(at).equals(ANY);
            rest[other.words.size()] = any && shorter[other.words.size()];
            for (int i = other.words.size() - 1; i >= 0; i--) {
                boolean otherAny = other.words.get(i).equals(ANY);
                rest[i] = any || otherAny
                        ? shorter[i] || rest[i + 1]
                        : shorter[i + 1] && same(words.get(at), other.words.get(i));
            }
        }
        return rest[0];
    }

    private static boolean stands(String word, String given) {
        return word.equals(ONE) || word.equals(given);
    }

    private static boolean same(String one, String other) {
        return stands(one, other) || other.equals(ONE);
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
}
