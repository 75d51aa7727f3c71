package io.weir.action.handler;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionTarget;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.source.PublicBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Handlers on the event bus. A reply is a success; {@code message.fail(code, text)} says no, with an HTTP status as its
 * code. As with topics, a request goes to the rendered address or, where no one listens there, to its pattern. Thread-safe.
 */
final class BusHandlers {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int SERVER_ERROR = 500;

    private final EventBus bus;

    BusHandlers(Vertx vertx) {
        this.bus = vertx.eventBus();
    }

    /** Makes one attempt. Never fails. */
    Future<HandlerOutcome> call(Sending sending, ActionTarget.Bus target, String address, int maxResponse) {
        Object body = PublicBody.encode(Json.write(sending.body()));
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(Math.max(1, sending.timeout().toMillis()));
        sending.headers().forEach(options::addHeader);
        String pattern = target.address().pattern();
        return bus.request(address, body, options)
                .recover(failure -> noHandlers(failure) && !pattern.equals(address)
                        ? bus.request(pattern, body, options.addHeader("topic", address))
                        : Future.failedFuture(failure))
                .map(reply -> replied(reply, maxResponse))
                .otherwise(BusHandlers::failed);
    }

    private static HandlerOutcome replied(Message<Object> reply, int maxResponse) {
        Object body = reply.body();
        if (body instanceof String text && text.isEmpty() || body instanceof Buffer bytes && bytes.length() == 0) {
            return new HandlerOutcome.Answered(NO_CONTENT, null);
        }
        if (size(body) > maxResponse) {
            return HandlerReply.tooLarge(OK);
        }
        try {
            return HandlerReply.answered(OK, PublicBody.value(body));
        } catch (MalformedJsonException e) {
            return HandlerReply.malformed(OK);
        }
    }

    /** What is no text or bytes was made by a verticle of this cluster and is in memory already. */
    private static int size(@Nullable Object body) {
        if (body instanceof String text) {
            return text.length();
        }
        return body instanceof Buffer bytes ? bytes.length() : 0;
    }

    private static HandlerOutcome failed(Throwable failure) {
        if (noHandlers(failure)) {
            return new HandlerOutcome.Broken(
                    ErrorCode.HANDLER_UNREACHABLE, "no one listens on the handler's address", false);
        }
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return refused(reply);
        }
        return new HandlerOutcome.Broken(ErrorCode.HANDLER_TIMEOUT, "the handler did not answer in time", true);
    }

    /** The text may be JSON, which then says more. */
    private static HandlerOutcome refused(ReplyException reply) {
        int code = reply.failureCode();
        int status = code >= 400 && code <= 599 ? code : SERVER_ERROR;
        String text = reply.getMessage() == null ? "" : reply.getMessage();
        HandlerOutcome.Rejected rejected =
                HandlerReply.rejected(status, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)), Duration.ZERO);
        return rejected.upstream() == null && !text.isBlank()
                ? new HandlerOutcome.Rejected(status, HandlerReply.shortened(text), null, Duration.ZERO)
                : rejected;
    }

    private static boolean noHandlers(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
