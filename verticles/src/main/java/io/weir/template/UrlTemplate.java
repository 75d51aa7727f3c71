package io.weir.template;

import io.weir.template.Template.Part;
import io.weir.template.Template.Part.Placeholder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http(s) URL with placeholders in its path and query (RFC 3986). Values are percent-encoded, so that none
 * adds a segment or a parameter; none may make a segment that is empty, {@code .} or {@code ..}. A pair of the query
 * whose value is null is left out. Immutable.
 *
 * @param origin whom it calls
 * @param path the segments after the first slash
 * @param query the pairs between ampersands; empty when there is none
 */
public record UrlTemplate(Origin origin, List<Template> path, List<Template> query) {

    private static final Pattern AUTHORITY_END = Pattern.compile("[/?#]");
    private static final Pattern PATH_TEXT = Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern QUERY_TEXT = Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern SLASH = Pattern.compile("/");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Copies the lists. */
    public UrlTemplate {
        path = List.copyOf(path);
        query = List.copyOf(query);
    }

    /**
     * Reads a template that begins with {@code http://} or {@code https://}.
     *
     * @throws IllegalArgumentException with words for the author when it is not such a URL, or has a placeholder before
     *     its path
     */
    public static UrlTemplate of(Template template) {
        String start = template.parts().get(0) instanceof Part.Text text ? text.text() : "";
        int authority = start.indexOf("://") + "://".length();
        var end = AUTHORITY_END.matcher(start);
        boolean ends = end.find(authority);
        if (!ends && template.parts().size() > 1) {
            throw new IllegalArgumentException(
                    "scheme, host and port may hold no placeholder but of env; end them with a /");
        }
        String origin = start.substring(0, ends ? end.start() : start.length());
        Origin called = Origin.parse(origin)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it needs a scheme, a host and perhaps a port, such as https://api.example.com:8443;"
                                + " credentials belong in headers"));
        List<Part> rest = new ArrayList<>();
        rest.add(new Part.Text(start.substring(origin.length())));
        rest.addAll(template.parts().subList(1, template.parts().size()));
        return of(called, new Template(template.source(), rest));
    }

    private static UrlTemplate of(Origin origin, Template rest) {
        List<Template> halves = rest.split('?');
        Template path = halves.get(0);
        List<Part> afterwards = new ArrayList<>();
        for (Template more : halves.subList(1, halves.size())) {
            if (!afterwards.isEmpty()) {
                afterwards.add(new Part.Text("?"));
            }
            afterwards.addAll(more.parts());
        }
        Template query = new Template(rest.source(), afterwards);
        check(path, PATH_TEXT);
        check(query, QUERY_TEXT);
        List<Template> segments = path.split('/');
        for (Template segment : segments) {
            if (dots(segment.withEach("x"))) {
                throw new IllegalArgumentException("its path may not hold the segments . and ..");
            }
        }
        return new UrlTemplate(
                origin,
                segments.size() < 2 ? List.of() : segments.subList(1, segments.size()),
                query.parts().isEmpty() ? List.of() : query.split('&'));
    }

    private static void check(Template template, Pattern allowed) {
        for (Part part : template.parts()) {
            if (part instanceof Part.Text text && !allowed.matcher(text.text()).matches()) {
                throw new IllegalArgumentException(
                        text.text().contains("#")
                                ? "a fragment is never sent; remove it"
                                : "it holds a character that no URL has, or a % without two hexadecimal digits;"
                                        + " percent-encode it (RFC 3986)");
            }
        }
    }

    /** The placeholders of path and query. */
    public List<Placeholder> placeholders() {
        return Stream.concat(path.stream(), query.stream())
                .flatMap(template -> template.placeholders().stream())
                .toList();
    }

    /**
     * Path and query for these values, as a request target: it begins with a slash.
     *
     * @param more pairs that follow those of the template, names and values as they are
     * @throws RefusedValueException when a value cannot stand in the path
     */
    public String render(PlaceholderValues values, List<Parameter> more) throws RefusedValueException {
        StringBuilder target = new StringBuilder();
        for (Template segment : path) {
            target.append('/').append(segment(segment, values));
        }
        if (target.isEmpty()) {
            target.append('/');
        }
        StringJoiner pairs = new StringJoiner("&", "?", "").setEmptyValue("");
        query.forEach(pair -> rendered(pair, values).ifPresent(pairs::add));
        more.forEach(parameter -> pairs.add(encode(parameter.name()) + "=" + encode(parameter.value())));
        return target.append(pairs).toString();
    }

    /** A pair of a query. */
    public record Parameter(String name, String value) {}

    private static String segment(Template segment, PlaceholderValues values) throws RefusedValueException {
        List<Placeholder> placeholders = segment.placeholders();
        for (Placeholder placeholder : placeholders) {
            if (values.text(placeholder) == null) {
                throw new RefusedValueException(
                        "%s is part of a path and must not be null".formatted(placeholder.named()));
            }
        }
        String text = rendered(segment, values).orElse("");
        if (!placeholders.isEmpty() && (text.isEmpty() || climbs(segment, values))) {
            throw new RefusedValueException(
                    "%s is part of a path and must not make a segment that is empty, \".\" or \"..\""
                            .formatted(placeholders.get(0).named()));
        }
        return text;
    }

    /** Empty when a value is null. */
    private static Optional<String> rendered(Template template, PlaceholderValues values) {
        StringBuilder text = new StringBuilder();
        for (Part part : template.parts()) {
            @Nullable
            String piece = part instanceof Part.Text literal ? literal.text() : value((Placeholder) part, values);
            if (piece == null) {
                return Optional.empty();
            }
            text.append(piece);
        }
        return Optional.of(text.toString());
    }

    private static @Nullable String value(Placeholder placeholder, PlaceholderValues values) {
        String value = values.text(placeholder);
        return value == null ? null : encode(value);
    }

    private static boolean dots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    /** Whether it would leave its place with a server that decodes {@code %2F} before it looks for segments. */
    private static boolean climbs(Template segment, PlaceholderValues values) {
        StringBuilder decoded = new StringBuilder();
        for (Part part : segment.parts()) {
            decoded.append(part instanceof Part.Text literal ? literal.text() : values.text((Placeholder) part));
        }
        return SLASH.splitAsStream(decoded.toString().replace('\\', '/')).anyMatch(UrlTemplate::dots);
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(hexadecimal(octet >> 4)).append(hexadecimal(octet));
            }
        }
        return encoded.toString();
    }

    private static char hexadecimal(int octet) {
        return "0123456789ABCDEF".charAt(octet & 15);
    }
}
