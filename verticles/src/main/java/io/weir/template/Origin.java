package io.weir.template;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a URL calls (RFC 6454): two that are written differently but call the same are equal.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address in lower case, IPv6 without brackets
 * @param port the scheme's own where none is written
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?i)(https?)://(?:\\[([0-9a-f:.]+)]|([a-z0-9._-]+))(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    /** Reads an origin as it is written; empty when it is none: with a user, a path or a port that is none, say. */
    public static Optional<Origin> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = parts.group(2) == null ? parts.group(3) : parts.group(2);
        int port = parts.group(4) == null ? standardPort(scheme) : Integer.parseInt(parts.group(4));
        return port == 0 || port > MAX_PORT
                ? Optional.empty()
                : Optional.of(new Origin(scheme, host.toLowerCase(Locale.ROOT), port));
    }

    /** Whether it is called over TLS. */
    public boolean tls() {
        return scheme.equals("https");
    }

    /** As the header {@code Host} has it: the port only where it is not the scheme's own. */
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == standardPort(scheme) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
