package io.weir.config;

import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.MapOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is sent to a subgraph beyond the request itself. Names are in lower case.
 *
 * @param forward headers of the client's request that go along when they are there
 * @param set headers that always go along, with their values, which are secrets; they win over those of a client
 */
public record HeadersConfig(List<String> forward, Map<String, String> set) {

    /** Those that belong to one connection or describe one body (RFC 9110, sections 7.6.1 and 8), or that Weir sends. */
    private static final Pattern RESERVED = Pattern.compile("accept|accept-encoding|connection|content-encoding"
            + "|content-length|content-type|expect|host|http2-settings|keep-alive|proxy-[a-z-]+|te|trailer"
            + "|transfer-encoding|upgrade");

    private static final ListOf<String> FORWARD = new ListOf<>(Rules.HEADER_NAME);
    private static final Scalar<String> FIXED = Values.text(
                    "a header's value of visible ASCII characters", Pattern.compile("[!-~]([ -~\\t]*[!-~])?"))
            .secret();

    /** Nothing beyond the request. */
    public static final HeadersConfig NONE = new HeadersConfig(List.of(), Map.of());

    /** The keys, of which those not given are as the fallback says. */
    static Shape<HeadersConfig> shape(HeadersConfig fallback) {
        return keys -> new HeadersConfig(
                keys.optional(
                        "forward",
                        FORWARD,
                        fallback.forward,
                        "Headers of the client's request that go along; `traceparent` and `tracestate` always do."),
                keys.optional(
                        "set",
                        new MapOf<>(Rules.HEADER, FIXED),
                        fallback.set,
                        "Headers that always go along, by name; they win over those of a client."));
    }

    /** Checks every rule; names become lower case. */
    public HeadersConfig {
        FORWARD.check("forward", forward);
        forward = forward.stream()
                .map(name -> checked("forward", name))
                .distinct()
                .toList();
        Map<String, String> checked = new LinkedHashMap<>();
        set.forEach((name, value) -> {
            FIXED.check("set." + name, value);
            if (checked.put(checked("set", name), value) != null) {
                throw new IllegalArgumentException("set: the header " + name + " is given twice");
            }
        });
        set = Collections.unmodifiableMap(checked);
    }

    private static String checked(String key, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    key + ": the header " + name + " is between Weir and the subgraph only;" + " remove it");
        }
        return lower;
    }

    /** The values are secrets. */
    @Override
    public String toString() {
        return "HeadersConfig[forward=" + forward + ", set=" + set.keySet() + "]";
    }
}
