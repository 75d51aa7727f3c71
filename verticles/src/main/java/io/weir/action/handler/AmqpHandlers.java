package io.weir.action.handler;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventReply;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionTarget;
import io.weir.json.Json;
import io.weir.source.SourceException;
import io.weir.source.TopicClient;
import java.time.Duration;

/**
 * Handlers that answer over RabbitMQ. A reply is a success unless its header {@code status} has another HTTP status.
 * Thread-safe.
 */
final class AmqpHandlers {

    private static final int OK = 200;

    private final TopicClient topics;

    AmqpHandlers(TopicClient topics) {
        this.topics = topics;
    }

    /** Makes one attempt. Never fails. */
    Future<HandlerOutcome> call(Sending sending, ActionTarget.Amqp target, String routingKey, int maxResponse) {
        Buffer body = Json.write(sending.body());
        String pattern = target.routingKey().pattern();
        return topics.request(target.provider(), routingKey, pattern, sending.headers(), body, sending.timeout())
                .map(reply -> replied(reply, maxResponse))
                .otherwise(AmqpHandlers::failed);
    }

    private static HandlerOutcome replied(EventReply reply, int maxResponse) {
        int status = reply.status() >= 100 && reply.status() <= 599 ? reply.status() : OK;
        return reply.payload().length() > maxResponse
                ? HandlerReply.tooLarge(status)
                : HandlerReply.of(status, reply.payload(), Duration.ZERO);
    }

    private static HandlerOutcome failed(Throwable failure) {
        if (!(failure instanceof SourceException source)) {
            return new HandlerOutcome.Broken(ErrorCode.HANDLER_UNREACHABLE, "the handler could not be asked", true);
        }
        if (source.code() == ErrorCode.EVENT_REQUEST_TIMEOUT && source.sent()) {
            return new HandlerOutcome.Broken(ErrorCode.HANDLER_TIMEOUT, "the handler did not answer in time", true);
        }
        ErrorCode code =
                source.code() == ErrorCode.PROVIDER_UNAVAILABLE ? source.code() : ErrorCode.HANDLER_UNREACHABLE;
        return new HandlerOutcome.Broken(code, String.valueOf(source.getMessage()), source.sent());
    }
}
