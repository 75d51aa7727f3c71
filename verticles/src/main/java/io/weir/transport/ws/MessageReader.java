package io.weir.transport.ws;

import io.weir.execution.OperationRequest;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text in, client messages out. Members that the protocol does not know are ignored, those that it knows must have the
 * type it says.
 */
final class MessageReader {

    private MessageReader() {}

    /**
     * Reads one message.
     *
     * @throws InvalidMessageException when the protocol does not have it, or clients do not send it
     */
    static ClientMessage read(String text) {
        Map<String, @Nullable Object> message = parse(text);
        String word = string("the message", message, "type");
        MessageType type = MessageType.ofWire(word);
        if (type == null) {
            throw new InvalidMessageException("unknown message type \"%s\"".formatted(word));
        }
        return switch (type) {
            case CONNECTION_INIT -> new ClientMessage.ConnectionInit(orEmpty(optionalObject(word, message, "payload")));
            case PING -> new ClientMessage.Ping(optionalObject(word, message, "payload"));
            case PONG -> pong(message);
            case SUBSCRIBE -> subscribe(message);
            case COMPLETE -> new ClientMessage.Complete(id(word, message));
            case CONNECTION_ACK, NEXT, ERROR ->
                throw new InvalidMessageException("\"%s\" is for servers to send".formatted(word));
        };
    }

    private static ClientMessage pong(Map<String, @Nullable Object> message) {
        optionalObject(MessageType.PONG.wire(), message, "payload");
        return new ClientMessage.Pong();
    }

    private static ClientMessage subscribe(Map<String, @Nullable Object> message) {
        String word = MessageType.SUBSCRIBE.wire();
        String id = id(word, message);
        Map<String, @Nullable Object> payload = optionalObject(word, message, "payload");
        if (payload == null) {
            throw new InvalidMessageException("\"subscribe\" needs an object as \"payload\"");
        }
        OperationRequest request = new OperationRequest(
                string("payload", payload, "query"),
                optionalString("payload", payload, "operationName"),
                orEmpty(optionalObject("payload", payload, "variables")),
                orEmpty(optionalObject("payload", payload, "extensions")));
        return new ClientMessage.Subscribe(id, request);
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Map<String, @Nullable Object> parse(String text) {
        Object value;
        try {
            value = Json.parse(text);
        } catch (MalformedJsonException e) {
            throw new InvalidMessageException("not JSON: " + e.getMessage());
        }
        if (value instanceof Map<?, ?> object) {
            return (Map<String, @Nullable Object>) object;
        }
        throw new InvalidMessageException("a message is a JSON object");
    }

    private static String id(String of, Map<String, @Nullable Object> message) {
        String id = string(of, message, "id");
        if (id.isEmpty()) {
            throw new InvalidMessageException("\"id\" of %s is empty".formatted(of));
        }
        return id;
    }

    private static String string(String of, Map<String, @Nullable Object> object, String name) {
        String value = optionalString(of, object, name);
        if (value == null) {
            throw new InvalidMessageException("%s needs a string as \"%s\"".formatted(of, name));
        }
        return value;
    }

    private static @Nullable String optionalString(String of, Map<String, @Nullable Object> object, String name) {
        Object value = object.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new InvalidMessageException("\"%s\" of %s is not a string".formatted(name, of));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static @Nullable Map<String, @Nullable Object> optionalObject(
            String of, Map<String, @Nullable Object> object, String name) {
        Object value = object.get(name);
        if (value == null || value instanceof Map) {
            return (Map<String, @Nullable Object>) value;
        }
        throw new InvalidMessageException("\"%s\" of %s is not an object".formatted(name, of));
    }

    private static Map<String, @Nullable Object> orEmpty(@Nullable Map<String, @Nullable Object> object) {
        return object == null ? Map.of() : object;
    }
}
