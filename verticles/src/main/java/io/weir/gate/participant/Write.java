package io.weir.gate.participant;

import io.weir.bus.Written;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.template.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write that has been made, read.
 *
 * @param actionId the action that made it; null where it is none
 * @param type the type of the result where it names none itself; null where that is not known
 * @param arguments of the mutation by name, in the form of {@link Json#parse}
 * @param result what the handler answered, or the event, in the same form
 */
public record Write(
        @Nullable String actionId,
        @Nullable String type,
        Map<String, @Nullable Object> arguments,
        @Nullable Object result) {

    /**
     * Reads what the bus brought.
     *
     * @throws UnreachableException when it is not JSON: nothing can follow from it
     */
    public static Write of(Written written) {
        try {
            Object arguments = Json.parse(written.arguments());
            return new Write(written.actionId(), written.type(), object(arguments), Json.parse(written.result()));
        } catch (MalformedJsonException e) {
            throw new UnreachableException("what was written is no JSON");
        }
    }

    /**
     * What a placeholder of a template over {@code args} and {@code response} stands for; null when it or anything on the
     * way to it is null or absent.
     */
    public @Nullable Object value(Template.Part.Placeholder placeholder) {
        return switch (placeholder.scope()) {
            case ARGS -> Template.value(placeholder, arguments);
            case RESPONSE -> Template.value(placeholder, object(result));
            default -> throw new IllegalArgumentException("no values for " + placeholder.name());
        };
    }

    @SuppressWarnings("unchecked") // the keys of JSON objects are texts
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** What was written is the client's. */
    @Override
    public String toString() {
        return "Write[" + actionId + ", " + type + "]";
    }
}
