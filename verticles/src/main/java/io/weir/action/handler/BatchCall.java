package io.weir.action.handler;

import io.weir.graph.action.ActionDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt for several commands of one action, sent as {@code {"commands": [{"identifier", "args"}]}}. Templates of the
 * URL and of headers take the first command's values; commands whose values differ there do not go together.
 *
 * @param id of the batch; the idempotency key that the handler sees
 */
public record BatchCall(
        ActionDefinition action,
        String id,
        int attempt,
        List<Command> commands,
        Map<String, String> headers,
        Duration timeout) {

    /** One of them. */
    public record Command(String identifier, Map<String, @Nullable Object> arguments) {

        /** The arguments may be secrets. */
        @Override
        public String toString() {
            return "Command[" + identifier + "]";
        }
    }

    /** Copies the commands. */
    public BatchCall {
        commands = List.copyOf(commands);
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "BatchCall[" + id + " of " + action.field() + ", " + commands.size() + " commands]";
    }
}
