package io.weir.load.subscribe;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The graphql-transport-ws messages of a subscriber, and the marks by which it tells the server's apart. */
final class Protocol {

    static final byte[] INIT = ClientFrame.text("{\"type\":\"connection_init\"}");
    static final byte[] PING = ClientFrame.text("{\"type\":\"ping\"}");
    static final byte[] PONG = ClientFrame.text("{\"type\":\"pong\"}");

    static final byte[] ACK_MARK = mark("\"connection_ack\"");
    static final byte[] PING_MARK = mark("\"ping\"");
    static final byte[] PONG_MARK = mark("\"pong\"");

    private Protocol() {}

    /** The opening handshake (RFC 6455, section 4.1); its key proves nothing here and may be constant. */
    static byte[] upgrade(String authority, String path) {
        return mark("""
                GET %s HTTP/1.1\r
                Host: %s\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: d2VpciBsb2FkIHRlc3Rlcg==\r
                Sec-WebSocket-Protocol: graphql-transport-ws\r
                \r
                """.formatted(path, authority));
    }

    /** Subscribes to one topic, under the id {@code 1}. */
    static byte[] subscribe(String query) {
        Buffer message = Json.write(Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", query)));
        return ClientFrame.text(message.toString());
    }

    /** Subscribes to one of many topics, under its number, which is also the variable {@code sensor}. */
    static byte[] subscribe(int topic, String query) {
        Map<String, Object> payload = Map.of("query", query, "variables", Map.of("sensor", topic));
        Buffer message = Json.write(Map.of("id", String.valueOf(topic), "type", "subscribe", "payload", payload));
        return ClientFrame.text(message.toString());
    }

    private static byte[] mark(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
