package io.weir.source;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.EventAttributes;
import io.weir.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Message bodies on public addresses. Weir sends what every verticle and bridge client understands without our classes,
 * a {@link JsonObject}, and takes that, a {@link JsonArray}, and JSON text as {@link String} or {@link Buffer}.
 */
public final class PublicBody {

    /** A header of events that the log has stored already: its own consumers pass them over. */
    public static final String LOGGED = "weir-logged";

    /** What the CloudEvents bindings for transports with headers of their own put before an attribute's name. */
    private static final String CLOUD_EVENT = "ce-";

    private PublicBody() {}

    /** What to send for these JSON bytes. Vert.x keeps the order of keys only in the JDK's own ordered maps. */
    @SuppressWarnings("unchecked")
    public static Object encode(Buffer json) {
        Object value = plain(Json.parse(json));
        return value instanceof Map<?, ?> map ? new JsonObject((Map<String, Object>) map) : json;
    }

    /** Puts what is known beside the payload into headers. */
    public static DeliveryOptions headers(DeliveryOptions options, EventAttributes attributes) {
        header(options, "id", attributes.id());
        header(options, "source", attributes.source());
        header(options, "type", attributes.type());
        return attributes.depth() == 0
                ? options
                : options.addHeader(EventAttributes.DEPTH_HEADER, Integer.toString(attributes.depth()));
    }

    /** What headers say beside the payload: as {@link #headers} writes it, or as a CloudEvent ({@code ce-id}). */
    public static EventAttributes attributes(MultiMap headers) {
        return new EventAttributes(read(headers, "id"), read(headers, "source"), read(headers, "type"), depth(headers));
    }

    /**
     * The JSON value of a body, in the form of {@link Json#parse}.
     *
     * @return a body that is of no JSON type as it is: no JSON object, whoever looks
     * @throws io.weir.json.MalformedJsonException when it is text that is not JSON
     */
    public static @Nullable Object value(@Nullable Object body) {
        if (body instanceof String text) {
            return Json.parse(text);
        }
        if (body instanceof Buffer bytes) {
            return Json.parse(bytes);
        }
        if (body instanceof byte[] bytes) {
            return Json.parse(Buffer.buffer(bytes));
        }
        return plain(body);
    }

    /** A body as bytes: text as it came, JSON or not, everything else as JSON. */
    public static Buffer bytes(@Nullable Object body) {
        if (body instanceof String text) {
            return Buffer.buffer(text);
        }
        if (body instanceof Buffer bytes) {
            return bytes;
        }
        return body instanceof byte[] bytes ? Buffer.buffer(bytes) : Json.write(plain(body));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return plain(object.getMap());
        }
        if (value instanceof JsonArray array) {
            return plain(array.getList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), plain(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return value;
    }

    private static @Nullable String read(MultiMap headers, String name) {
        String value = headers.get(CLOUD_EVENT + name);
        return value == null ? headers.get(name) : value;
    }

    private static int depth(MultiMap headers) {
        String extension = headers.get(CLOUD_EVENT + EventAttributes.DEPTH_EXTENSION);
        return EventAttributes.depth(extension == null ? headers.get(EventAttributes.DEPTH_HEADER) : extension);
    }

    private static void header(DeliveryOptions options, String name, @Nullable String value) {
        if (value != null) {
            options.addHeader(name, value);
        }
    }
}
