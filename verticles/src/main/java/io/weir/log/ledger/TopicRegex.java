package io.weir.log.ledger;

import java.util.regex.Pattern;

/** Patterns of topics as regular expressions of PostgreSQL. */
final class TopicRegex {

    private static final String WORD = "\\.[^.]+";

    /** Letters beyond ASCII mean themselves. */
    private static final Pattern SPECIAL = Pattern.compile("[\\x21-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x7e]");

    private TopicRegex() {}

    /** For the topic with a dot before it, so that a word and its dot come together. */
    static String of(String pattern) {
        StringBuilder regex = new StringBuilder("^");
        for (String word : pattern.split("\\.", -1)) {
            switch (word) {
                case "*" -> regex.append(WORD);
                case "#" -> regex.append("(").append(WORD).append(")*");
                default -> regex.append("\\.").append(SPECIAL.matcher(word).replaceAll("\\\\$0"));
            }
        }
        return regex.append("$").toString();
    }
}
