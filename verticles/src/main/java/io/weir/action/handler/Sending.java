package io.weir.action.handler;

import io.weir.graph.action.ActionDefinition;
import io.weir.template.RefusedValueException;
import io.weir.template.TemplateValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as it goes out, whatever carries it.
 *
 * @param values what the placeholders of its address stand for
 * @param headers by name
 * @param body JSON in the form of {@link io.weir.json.Json#parse}
 * @param timeout how long it may take in all
 */
record Sending(
        ActionDefinition action,
        TemplateValues values,
        Map<String, String> headers,
        @Nullable Object body,
        Duration timeout) {

    /** The attempt for one command. */
    static Sending of(HandlerCall call) throws RefusedValueException {
        ActionDefinition action = call.action();
        TemplateValues values = new TemplateValues(call.arguments(), call.headers());
        Map<String, String> headers = HandlerHeaders.of(action.headers(), values, call.id(), call.attempt());
        Object body = action.body().isPresent() ? action.body().get().render(values) : call.arguments();
        return new Sending(action, values, headers, body, call.timeout());
    }

    /** The attempt for several commands. No placeholder names what differs between them. */
    static Sending of(BatchCall call) throws RefusedValueException {
        TemplateValues values = new TemplateValues(Map.of(), call.headers());
        Map<String, String> headers = HandlerHeaders.of(call.action().headers(), values, call.id(), call.attempt());
        List<Map<String, Object>> commands = call.commands().stream()
                .map(command -> Map.<String, Object>of("identifier", command.identifier(), "args", command.arguments()))
                .toList();
        return new Sending(call.action(), values, headers, Map.of("commands", commands), call.timeout());
    }

    /** Whether the arguments are all there is to say, so that those may travel in another way. */
    Optional<Map<String, @Nullable Object>> plainArguments() {
        return action.body().isPresent() ? Optional.empty() : Optional.of(values.arguments());
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "Sending[" + action.field() + "]";
    }
}
