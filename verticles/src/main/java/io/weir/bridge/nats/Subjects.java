package io.weir.bridge.nats;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Patterns of topics as subjects of NATS: {@code *} is a word in both, {@code #} at the end is {@code >}. */
final class Subjects {

    private static final String REST = ">";
    private static final String WORD = "*";

    private Subjects() {}

    /**
     * The subjects of patterns, without those that another covers: a stream may not have a subject twice.
     *
     * @throws IllegalArgumentException when a pattern has no subjects, in words for an operator
     */
    static List<String> of(List<String> patterns) {
        Set<String> all = new LinkedHashSet<>();
        patterns.forEach(pattern -> add(pattern, all));
        return all.stream()
                .filter(subject -> all.stream().noneMatch(other -> !other.equals(subject) && covers(other, subject)))
                .toList();
    }

    /** Whether a subject, with wildcards perhaps, takes a topic. */
    static boolean matches(String subject, String topic) {
        return covers(subject, topic);
    }

    private static void add(String pattern, Set<String> to) {
        int many = pattern.indexOf('#');
        if (many < 0) {
            to.add(pattern);
        } else if (many == pattern.length() - 1 && pattern.endsWith(".#")) {
            String before = pattern.substring(0, many - 1);
            to.add(before);
            to.add(before + "." + REST);
        } else {
            throw new IllegalArgumentException("\"" + pattern
                    + "\" has no subjects of NATS: # may only stand at the end, behind at least one word");
        }
    }

    private static boolean covers(String wide, String narrow) {
        List<String> words = words(wide);
        List<String> other = words(narrow);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(REST)) {
                return other.size() > i;
            }
            if (i >= other.size() || !coversWord(word, other.get(i))) {
                return false;
            }
        }
        return words.size() == other.size();
    }

    private static boolean coversWord(String wide, String narrow) {
        return wide.equals(narrow) || (wide.equals(WORD) && !narrow.equals(REST));
    }

    private static List<String> words(String subject) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int dot = subject.indexOf('.'); dot >= 0; dot = subject.indexOf('.', start)) {
            words.add(subject.substring(start, dot));
            start = dot + 1;
        }
        words.add(subject.substring(start));
        return words;
    }
}
