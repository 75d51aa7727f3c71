package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.subgraph.SubgraphException;
import io.weir.subgraph.SubgraphFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subgraph's reply: the response format of the GraphQL specification, section 7, and nothing else.
 *
 * @param data parsed for this reader alone; null when there is none
 * @param errors entries as they came, whatever they are
 */
record Reply(@Nullable Map<String, @Nullable Object> data, List<?> errors) {

    /** Stands for {@code errors} that are no list: something is wrong, and nothing more is known. */
    private static final List<?> UNREADABLE = List.of(Map.of());

    /**
     * Parses a reply.
     *
     * @throws SubgraphException when it is no GraphQL response: no JSON object, data that are no object, or neither data
     *     nor errors
     */
    @SuppressWarnings("unchecked") // the JSON parser gives no other maps
    static Reply parse(Buffer bytes, String subgraph) {
        if (!(json(bytes, subgraph) instanceof Map<?, ?> reply)) {
            throw SubgraphFailure.MALFORMED_REPLY.of(subgraph);
        }
        List<?> errors = errors(reply.get("errors"));
        Object data = reply.get("data");
        if (data == null ? errors.isEmpty() : !(data instanceof Map)) {
            throw SubgraphFailure.MALFORMED_REPLY.of(subgraph);
        }
        return new Reply((Map<String, @Nullable Object>) data, errors);
    }

    private static @Nullable Object json(Buffer bytes, String subgraph) {
        try {
            return Json.parse(bytes);
        } catch (MalformedJsonException e) {
            throw SubgraphFailure.MALFORMED_REPLY.of(subgraph);
        }
    }

    private static List<?> errors(@Nullable Object errors) {
        if (errors == null) {
            return List.of();
        }
        return errors instanceof List<?> list ? list : UNREADABLE;
    }
}
