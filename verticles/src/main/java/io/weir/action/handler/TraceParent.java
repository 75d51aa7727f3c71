package io.weir.action.handler;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that an attempt belongs to (W3C Trace Context): the client's, or a new one; each attempt is a span of its
 * own. A new trace is sampled, so that whoever samples by the parent keeps it.
 */
final class TraceParent {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    /** Later versions may say more behind the flags; no id is all zeros. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})((?<!^00.{53})-.*)?");

    private TraceParent() {}

    /**
     * The headers of the next span.
     *
     * @param client the headers of the client's request, names in lower case
     */
    static Map<String, String> next(Map<String, String> client) {
        Matcher parent = FORM.matcher(client.getOrDefault(PARENT, ""));
        Map<String, String> headers = new HashMap<>();
        if (!parent.matches()) {
            headers.put(PARENT, "00-" + id() + id() + "-" + id() + "-01");
            return headers;
        }
        headers.put(PARENT, "00-" + parent.group(1) + "-" + id() + "-" + parent.group(2));
        String state = client.get(STATE);
        if (state != null) {
            headers.put(STATE, state);
        }
        return headers;
    }

    /** 16 hexadecimal digits, not all of them zero. */
    private static String id() {
        long id = ThreadLocalRandom.current().nextLong();
        return HexFormat.of().toHexDigits(id == 0 ? 1 : id);
    }
}
