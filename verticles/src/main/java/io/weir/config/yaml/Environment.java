package io.weir.config.yaml;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code ${NAME}} and {@code ${NAME:default}} in a text; {@code $$} stands for one dollar sign, any other dollar
 * sign for itself. A variable that is set to nothing is set. Complaints never repeat a value: it may be a secret.
 *
 * @param variables the environment, by name
 */
record Environment(Map<String, String> variables) {

    private static final Pattern DOLLAR = Pattern.compile("\\$(?:\\$|\\{(?<inside>[^}]*)(?<end>}?))");
    private static final Pattern REFERENCE = Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<fallback>[^}]*))?");

    /** The text with every reference replaced; what cannot be replaced is told to {@code complaints}. */
    String fill(String text, Consumer<String> complaints) {
        return DOLLAR.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement(match, complaints)));
    }

    private String replacement(MatchResult match, Consumer<String> complaints) {
        String inside = match.group(1);
        if (inside == null) {
            return "$";
        }
        if (match.group(2).isEmpty()) {
            complaints.accept("\"${\" has no closing \"}\"; write \"$${\" for the characters themselves");
            return "";
        }
        Matcher reference = REFERENCE.matcher(inside);
        if (!reference.matches() || inside.contains("${")) {
            complaints.accept("a reference to the environment is ${NAME} or ${NAME:default}, not nested");
            return "";
        }
        return value(reference.group("name"), reference.group("fallback"), complaints);
    }

    private String value(String name, @Nullable String fallback, Consumer<String> complaints) {
        String value = variables.getOrDefault(name, fallback);
        if (value != null) {
            return value;
        }
        complaints.accept("the environment variable " + name + " is not set; set it, or give ${" + name + ":default}");
        return "";
    }
}
