package io.weir.bridge.tcp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.source.PublicBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent.
 *
 * @param address where to; null when it names none
 * @param replyAddress what the client calls the answer; null when it wants none
 * @param headers texts by name, those for the bridge itself included
 * @param body as the event bus carries it
 * @param failureCode that a request is answered with; null when it is answered well
 * @param message why, in the client's words
 */
record Frame(
        FrameType type,
        @Nullable String address,
        @Nullable String replyAddress,
        Map<String, String> headers,
        @Nullable Object body,
        @Nullable Integer failureCode,
        @Nullable String message) {

    /** Shows who the client is; never goes further than the bridge. */
    private static final String AUTHORIZATION = "authorization";

    private static final String BEARER = "bearer ";

    /** How long an answer may take, in milliseconds. */
    private static final String TIMEOUT = "timeout";

    /** Names a codec of the JVM; clients have none. */
    private static final String CODEC = "codecName";

    private static final String LOCAL = "localOnly";

    private static final long MAX_TIMEOUT_MILLIS = 600_000;

    /**
     * Reads a frame.
     *
     * @throws BadFrameException when it is no JSON object, or its members are of other types
     */
    static Frame parse(Buffer bytes) throws BadFrameException {
        try {
            if (Json.parse(bytes) instanceof Map<?, ?> json) {
                return new Frame(
                        FrameType.of(json.get("type")),
                        text(json, "address"),
                        text(json, "replyAddress"),
                        headers(json.get("headers")),
                        body(json.get("body")),
                        json.get("failureCode") instanceof Number code ? (Integer) code.intValue() : null,
                        text(json, "message"));
            }
        } catch (MalformedJsonException e) {
            throw new BadFrameException("bad_frame", "a frame is no JSON: " + e.getMessage());
        }
        throw new BadFrameException("bad_frame", "a frame is no JSON object");
    }

    /** What the client shows to be let in; null when it shows nothing. */
    @Nullable
    String token() {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(AUTHORIZATION)) {
                String value = header.getValue();
                return value.toLowerCase(Locale.ROOT).startsWith(BEARER)
                        ? value.substring(BEARER.length()).strip()
                        : value;
            }
        }
        return null;
    }

    /** The topic that a message on a pattern's address is of; null when it says none. */
    @Nullable
    String topic() {
        return headers.get("topic");
    }

    /** How it goes on the bus. */
    DeliveryOptions delivery() {
        DeliveryOptions options = new DeliveryOptions();
        headers.forEach((name, value) -> {
            switch (name) {
                case TIMEOUT -> options.setSendTimeout(timeout(value));
                case LOCAL -> options.setLocalOnly(Boolean.parseBoolean(value));
                case CODEC, PublicBody.LOGGED -> {}
                default -> addHeader(options, name, value);
            }
        });
        return options;
    }

    private static void addHeader(DeliveryOptions options, String name, String value) {
        boolean ours = name.equalsIgnoreCase(AUTHORIZATION) || name.equalsIgnoreCase(PublicBody.LOGGED);
        if (!ours) {
            options.addHeader(name, value);
        }
    }

    private static long timeout(String value) {
        try {
            return Math.max(1, Math.min(MAX_TIMEOUT_MILLIS, Long.parseLong(value)));
        } catch (NumberFormatException e) {
            return DeliveryOptions.DEFAULT_TIMEOUT;
        }
    }

    private static @Nullable String text(Map<?, ?> json, String name) throws BadFrameException {
        Object value = json.get(name);
        if (value != null && !(value instanceof String)) {
            throw new BadFrameException("bad_frame", "the member %s of a frame is no text".formatted(name));
        }
        return (String) value;
    }

    private static Map<String, String> headers(@Nullable Object json) throws BadFrameException {
        if (json == null) {
            return Map.of();
        }
        if (!(json instanceof Map<?, ?> map)) {
            throw new BadFrameException("bad_frame", "the headers of a frame are no object");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<?, ?> header : map.entrySet()) {
            Object value = header.getValue();
            if (value == null || value instanceof Map || value instanceof List) {
                throw new BadFrameException("bad_frame", "a header of a frame is no text");
            }
            headers.put(String.valueOf(header.getKey()), String.valueOf(value));
        }
        return headers;
    }

    /** As the event bus has codecs for. */
    @SuppressWarnings("unchecked")
    private static @Nullable Object body(@Nullable Object json) {
        Object plain = json instanceof String ? json : PublicBody.value(json);
        if (plain instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, Object>) map);
        }
        if (plain instanceof List<?> list) {
            return new JsonArray(list);
        }
        if (plain instanceof Number number && !(plain instanceof Integer) && !(plain instanceof Long)) {
            return number.doubleValue();
        }
        return plain;
    }
}
