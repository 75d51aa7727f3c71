package io.weir.transport.http;

import io.weir.transport.sse.StreamFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Accept}: RFC 9110, section 12.5.1, and GraphQL over HTTP, section "Body". Remembers what it read, for
 * clients send the same few values all the time. Belongs to one event loop.
 */
final class AcceptHeader {

    /** Without the header: what the draft asks for since 2025. */
    private static final Accepted ABSENT = new Accepted(ResultType.GRAPHQL_RESPONSE, null, false);

    /** So that a client that sends ever new values cannot fill the memory. */
    private static final int MAX_REMEMBERED = 256;

    private static final int MAX_REMEMBERED_LENGTH = 512;

    private final Map<String, Accepted> remembered = new HashMap<>();

    /** What the header's value welcomes. */
    Accepted read(@Nullable String header) {
        if (header == null) {
            return ABSENT;
        }
        Accepted known = remembered.get(header);
        if (known != null) {
            return known;
        }
        Accepted accepted = negotiate(
                HeaderList.split(header).stream().map(MediaType::parse).toList());
        if (remembered.size() < MAX_REMEMBERED && header.length() <= MAX_REMEMBERED_LENGTH) {
            remembered.put(header, accepted);
        }
        return accepted;
    }

    private static Accepted negotiate(List<MediaType> ranges) {
        if (ranges.isEmpty()) {
            return ABSENT;
        }
        Match modern = best(ranges, ResultType.GRAPHQL_RESPONSE);
        Match legacy = best(ranges, ResultType.JSON);
        Match result = modern;
        ResultType type = ResultType.GRAPHQL_RESPONSE;
        if (prefersLegacy(modern, legacy)) {
            result = legacy;
            type = ResultType.JSON;
        }
        StreamFormat format = null;
        double quality = 0;
        for (MediaType range : ranges) {
            StreamFormat named = StreamFormat.named(range.type(), range.parameters());
            if (named != null && range.quality() > quality) {
                format = named;
                quality = range.quality();
            }
        }
        boolean streamFirst = format != null && (quality > result.quality || result.specificity < Match.EXACT);
        return new Accepted(result.quality > 0 ? type : null, format, streamFirst);
    }

    /**
     * By weight, then by which one was named, then by which one was named first. Who takes anything at all is most
     * likely a plain HTTP client, which knows {@code application/json}.
     */
    private static boolean prefersLegacy(Match modern, Match legacy) {
        if (legacy.quality != modern.quality) {
            return legacy.quality > modern.quality;
        }
        if (legacy.specificity != modern.specificity) {
            return legacy.specificity > modern.specificity;
        }
        return legacy.specificity == Match.ANYTHING || legacy.position < modern.position;
    }

    private static Match best(List<MediaType> ranges, ResultType type) {
        Match best = new Match(0, -1, Integer.MAX_VALUE);
        for (int i = 0; i < ranges.size(); i++) {
            MediaType range = ranges.get(i);
            int specificity = specificity(range.type(), type.mediaType());
            if (specificity > best.specificity && range.utf8()) {
                best = new Match(range.quality(), specificity, i);
            }
        }
        return best;
    }

    private static int specificity(String range, String type) {
        if (range.equals(type)) {
            return Match.EXACT;
        }
        if (range.equals("application/*")) {
            return Match.ANY_SUBTYPE;
        }
        return range.equals("*/*") ? Match.ANYTHING : -1;
    }

    /** The most specific range that covers a type: it decides the type's weight. */
    private record Match(double quality, int specificity, int position) {
        static final int ANYTHING = 0;
        static final int ANY_SUBTYPE = 1;
        static final int EXACT = 2;
    }
}
