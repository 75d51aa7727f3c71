package io.weir.transport.http;

import java.util.ArrayList;
import java.util.List;

/** The elements of a header that is a list, RFC 9110, section 5.6.1: commas inside quotes do not separate. */
final class HeaderList {

    private HeaderList() {}

    /** The elements in order, without the empty ones. */
    static List<String> split(String header) {
        List<String> elements = new ArrayList<>();
        int start = 0;
        while (start <= header.length()) {
            int comma = indexOutsideQuotes(header, ',', start);
            int end = comma < 0 ? header.length() : comma;
            String element = header.substring(start, end).strip();
            if (!element.isEmpty()) {
                elements.add(element);
            }
            start = end + 1;
        }
        return elements;
    }

    /** Where {@code wanted} stands next, not counting quoted strings; -1 when nowhere. */
    static int indexOutsideQuotes(String text, char wanted, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
