package io.weir.bridge.tcp;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.source.PublicBody;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames that clients get, with their length. */
final class Answer {

    private static final String TYPE = "type";
    private static final String ADDRESS = "address";
    private static final String MESSAGE = "message";

    private Answer() {}

    /** To {@code ping}. */
    static Buffer pong() {
        return frame(Map.of(TYPE, "pong"));
    }

    /** What is wrong with a frame, in a word. */
    static Buffer error(String word) {
        return frame(Map.of(TYPE, "err", MESSAGE, word));
    }

    /** What is wrong with a frame to an address, where nobody waits for its answer. */
    static Buffer error(String word, String address) {
        Map<String, Object> json = new LinkedHashMap<>(Map.of(TYPE, "err", MESSAGE, word));
        json.put("sourceAddress", address);
        return frame(json);
    }

    /** A request of the client's that came to nothing. */
    static Buffer failure(String replyAddress, String address, Throwable failure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, "err");
        json.put(ADDRESS, replyAddress);
        json.put("sourceAddress", address);
        boolean told = failure instanceof ReplyException;
        json.put("failureCode", told ? ((ReplyException) failure).failureCode() : -1);
        json.put("failureType", (told ? ((ReplyException) failure).failureType() : ReplyFailure.ERROR).name());
        json.put(MESSAGE, told ? String.valueOf(failure.getMessage()) : "the bus did not take it");
        return frame(json);
    }

    /** The same, refused by the bridge. */
    static Buffer failure(String replyAddress, String address, BusFailure failure, String words) {
        return failure(
                replyAddress, address, new ReplyException(ReplyFailure.RECIPIENT_FAILURE, failure.code(), words));
    }

    /** A message for one of the client's registrations, or the answer to its request. */
    static Buffer message(String address, Message<?> message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, MESSAGE);
        json.put(ADDRESS, address);
        @Nullable String replyAddress = message.replyAddress();
        if (replyAddress != null) {
            json.put("replyAddress", replyAddress);
        }
        json.put("headers", headers(message.headers()));
        Object body = body(message.body());
        if (body != null) {
            json.put("body", body);
        }
        json.put("send", message.isSend());
        return frame(json);
    }

    /** An event of the client's is where it wanted it. */
    static Buffer published(String replyAddress) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, MESSAGE);
        json.put(ADDRESS, replyAddress);
        json.put("headers", Map.of());
        json.put("send", true);
        return frame(json);
    }

    private static Map<String, String> headers(MultiMap headers) {
        Map<String, String> json = new LinkedHashMap<>();
        headers.forEach(header -> json.put(header.getKey(), header.getValue()));
        return json;
    }

    /** Bytes are JSON, as most are that Weir sends, or are written in Base64 (RFC 4648). */
    private static @Nullable Object body(@Nullable Object body) {
        if (body instanceof String) {
            return body;
        }
        try {
            return PublicBody.value(body);
        } catch (MalformedJsonException e) {
            return Base64.getEncoder().encodeToString(PublicBody.bytes(body).getBytes());
        }
    }

    private static Buffer frame(Map<String, ?> json) {
        Buffer bytes = Json.write(json);
        return Buffer.buffer(bytes.length() + Integer.BYTES)
                .appendInt(bytes.length())
                .appendBuffer(bytes);
    }
}
