package io.weir.execution.hook;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.source.HookException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a hook says before a mutation. What it says otherwise is a mistake of its author, and never taken for consent. */
public sealed interface BeforeAnswer {

    /** <code>{}</code>: the arguments stay. */
    record Unchanged() implements BeforeAnswer {}

    /**
     * <code>{"args": {…}}</code>: these instead.
     *
     * @param arguments all of them, raw
     */
    record Changed(Map<String, @Nullable Object> arguments) implements BeforeAnswer {}

    /**
     * <code>{"refuse": "words", "code": "OUT_OF_STOCK"}</code>: nothing of the operation is run.
     *
     * @param words for the client
     * @param code for the client's program; null when there is none
     */
    record Refused(String words, @Nullable String code) implements BeforeAnswer {}

    /**
     * Reads an answer.
     *
     * @param declared the names of the field's arguments
     * @throws HookException when it is none
     */
    static BeforeAnswer read(Buffer answer, Set<String> declared) {
        Map<?, ?> object = object(answer);
        for (Object key : object.keySet()) {
            if (!Set.of("args", "refuse", "code").contains(key)) {
                throw new HookException("answered with a key that is none of args, refuse and code");
            }
        }
        if (object.isEmpty()) {
            return new Unchanged();
        }
        if (object.containsKey("refuse")) {
            return refused(object);
        }
        if (object.containsKey("code") || !(object.get("args") instanceof Map<?, ?> given)) {
            throw new HookException("answered with args that are no object, or with a code for no refusal");
        }
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        given.forEach((name, value) -> arguments.put(declared(String.valueOf(name), declared), value));
        return new Changed(arguments);
    }

    private static Map<?, ?> object(Buffer answer) {
        try {
            if (Json.parse(answer) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (MalformedJsonException e) {
            throw new HookException("answered with what is not JSON");
        }
        throw new HookException("answered with JSON that is no object");
    }

    private static BeforeAnswer refused(Map<?, ?> object) {
        boolean coded = object.containsKey("code");
        if (!(object.get("refuse") instanceof String words)
                || words.isBlank()
                || object.containsKey("args")
                || coded && !(object.get("code") instanceof String)) {
            throw new HookException("refused without words, or with args, or with a code that is no text");
        }
        return new Refused(words, coded ? (String) object.get("code") : null);
    }

    private static String declared(String name, Set<String> declared) {
        if (!declared.contains(name)) {
            throw new HookException("answered with an argument that the field does not have");
        }
        return name;
    }
}
