package io.weir.transport.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A media type or range with its parameters, as RFC 9110, section 8.3.1, writes them. Names are lower case, values are
 * unquoted.
 *
 * @param type {@code application/json}, {@code application/*}, …
 * @param parameters its parameters in the order written
 */
record MediaType(String type, Map<String, String> parameters) {

    /** Reads one type; whatever is malformed just matches nothing. */
    static MediaType parse(String text) {
        int semicolon = text.indexOf(';');
        String type = semicolon < 0 ? text : text.substring(0, semicolon);
        Map<String, String> parameters = new LinkedHashMap<>();
        while (semicolon >= 0) {
            int next = HeaderList.indexOutsideQuotes(text, ';', semicolon + 1);
            addParameter(parameters, text.substring(semicolon + 1, next < 0 ? text.length() : next));
            semicolon = next;
        }
        return new MediaType(type.strip().toLowerCase(Locale.ROOT), parameters);
    }

    /** Whether the text is UTF-8, which is what a type without {@code charset} means. */
    boolean utf8() {
        String charset = parameters.getOrDefault("charset", "utf-8");
        return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
    }

    /** The weight {@code q} of a range: 0 to 1, 1 when it has none, 0 when it is not a number. */
    double quality() {
        String text = parameters.get("q");
        if (text == null) {
            return 1;
        }
        try {
            double quality = Double.parseDouble(text);
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void addParameter(Map<String, String> parameters, String text) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            String name = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            parameters.put(name, unquoted(text.substring(equals + 1).strip()));
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
