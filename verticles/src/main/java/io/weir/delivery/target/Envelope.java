package io.weir.delivery.target;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an event is told to others: the payload of Standard Webhooks, and the headers of CloudEvents beside it. */
final class Envelope {

    private static final String SPEC_VERSION = "1.0";

    private Envelope() {}

    /** <code>{"type", "timestamp", "data"}</code>; the data are the very bytes that were stored. */
    static Buffer body(Parcel parcel) {
        return Buffer.buffer("{\"type\":")
                .appendBuffer(Json.write(parcel.event().topic()))
                .appendString(",\"timestamp\":\"" + time(parcel) + "\",\"data\":")
                .appendBuffer(parcel.data())
                .appendString("}");
    }

    /**
     * Refuses what is larger than the configuration allows.
     *
     * @return why; null when it is not
     */
    static @Nullable Verdict tooLarge(Parcel parcel, Buffer payload) {
        int most = parcel.delivery().config().maxPayload();
        return payload.length() <= most
                ? null
                : Why.PAYLOAD_TOO_LARGE.never(
                        "the payload has %d bytes, at most %d are allowed".formatted(payload.length(), most));
    }

    /** What the events are known to come from. */
    static String source(Parcel parcel) {
        return "/deliveries/" + parcel.delivery().name();
    }

    /** How deep what the target does is in the chain of events. */
    static int depth(Parcel parcel) {
        return parcel.event().depth() + 1;
    }

    /** CloudEvents in binary mode, the idempotency key, the attempt and the depth. */
    static Map<String, String> headers(Parcel parcel) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce-specversion", SPEC_VERSION);
        headers.put("ce-id", parcel.id());
        headers.put("ce-source", source(parcel));
        headers.put("ce-type", encoded(parcel.event().topic()));
        headers.put("ce-time", time(parcel));
        headers.put("Idempotency-Key", parcel.id());
        headers.put("Weir-Attempt", String.valueOf(parcel.attempt()));
        headers.put(EventAttributes.DEPTH_HEADER, String.valueOf(depth(parcel)));
        return headers;
    }

    private static String time(Parcel parcel) {
        return parcel.happened().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** CloudEvents, HTTP binding, section 3.1.3.2: printable ASCII but for space, quote and percent stands for itself. */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && octet != '"' && octet != '%';
            encoded.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
        }
        return encoded.toString();
    }
}
