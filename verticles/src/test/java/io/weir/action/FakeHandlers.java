package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.action.handler.BatchCall;
import io.weir.action.handler.HandlerCall;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A handler that does what a test says: answers at once, or when it is told to. */
final class FakeHandlers implements Handlers {

    final List<HandlerCall> calls = new ArrayList<>();
    final List<BatchCall> batches = new ArrayList<>();
    final Deque<Promise<HandlerOutcome>> pending = new ArrayDeque<>();
    private final Deque<HandlerOutcome> script = new ArrayDeque<>();
    Function<BatchCall, HandlerOutcome> batchAnswer = call -> status(500);
    boolean silent;
    Optional<String> refusal = Optional.empty();

    static HandlerOutcome ok(Object value) {
        return new HandlerOutcome.Answered(200, value);
    }

    static HandlerOutcome status(int status) {
        return status(status, Duration.ZERO);
    }

    static HandlerOutcome status(int status, Duration retryAfter) {
        return new HandlerOutcome.Rejected(status, "status " + status, Buffer.buffer("{\"why\":1}"), retryAfter);
    }

    static HandlerOutcome broken(boolean sent) {
        return new HandlerOutcome.Broken(ErrorCode.HANDLER_UNREACHABLE, "no connection", sent);
    }

    /** What the next calls get, in this order; later ones get an empty object. */
    void then(HandlerOutcome... outcomes) {
        script.addAll(List.of(outcomes));
    }

    @Override
    public Optional<String> refusal(
            ActionDefinition action, Map<String, Object> arguments, Map<String, String> headers) {
        return refusal;
    }

    @Override
    public Future<HandlerOutcome> call(HandlerCall call) {
        calls.add(call);
        if (silent) {
            Promise<HandlerOutcome> later = Promise.promise();
            pending.add(later);
            return later.future();
        }
        return Future.succeededFuture(script.isEmpty() ? ok(Map.of("n", calls.size())) : script.remove());
    }

    @Override
    public Future<HandlerOutcome> call(BatchCall call) {
        batches.add(call);
        return Future.succeededFuture(batchAnswer.apply(call));
    }

    @Override
    public String upstream(ActionDefinition action) {
        return action.field();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
