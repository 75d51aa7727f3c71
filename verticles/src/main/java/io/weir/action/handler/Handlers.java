package io.weir.action.handler;

import io.vertx.core.Future;
import io.weir.graph.action.ActionDefinition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls handlers: one attempt each, no retries. Thread-safe; answers on the caller's context. */
public interface Handlers {

    /**
     * Why a call with these values cannot be made, in words fit for the client: a value that a template does not take.
     * Empty when it can.
     */
    Optional<String> refusal(
            ActionDefinition action, Map<String, @Nullable Object> arguments, Map<String, String> headers);

    /** Makes one attempt. Never fails: what went wrong is the outcome. Ends by the call's timeout. */
    Future<HandlerOutcome> call(HandlerCall call);

    /** Makes one attempt for several commands of one action ({@link io.weir.graph.action.ActionBatch}). */
    Future<HandlerOutcome> call(BatchCall call);

    /** Whose failures count together: the action and the place it calls. Circuit breakers go by it. */
    String upstream(ActionDefinition action);

    /** Closes connections. */
    Future<Void> close();
}
