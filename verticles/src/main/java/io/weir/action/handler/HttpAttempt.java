package io.weir.action.handler;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.weir.config.ActionConfig;
import io.weir.error.ErrorCode;
import io.weir.flow.RetryAfter;
import io.weir.outbound.Destination;
import io.weir.outbound.NotConnectedException;
import io.weir.outbound.ReplyBytes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with a handler: name, connection, request, reply, and one deadline over all. The request goes out at
 * most once. Belongs to one event loop.
 */
final class HttpAttempt {

    private final HttpHandlers handlers;
    private final HttpRequest request;
    private final ActionConfig config;
    private final Duration timeout;
    private final ReplyBytes body;
    private final Promise<HandlerOutcome> outcome = Promise.promise();
    private @Nullable HttpClientRequest stream;
    private @Nullable HttpClientResponse response;
    private boolean sent;

    HttpAttempt(HttpHandlers handlers, Sending sending, HttpRequest request) {
        this.handlers = handlers;
        this.request = request;
        this.config = handlers.config().action(sending.action().field());
        this.timeout = sending.timeout();
        this.body = new ReplyBytes(config.maxResponse());
    }

    Future<HandlerOutcome> run() {
        long deadline = handlers.vertx().setTimer(Math.max(1, timeout.toMillis()), late -> onDeadline());
        Destination to = new Destination(request.method(), request.origin(), request.target(), config.connectTimeout());
        handlers.dialer().open(to, () -> outcome.future().isComplete()).onComplete((connected, failure) -> {
            if (failure == null) {
                onConnected(connected);
            } else {
                unsent((NotConnectedException) failure);
            }
        });
        return outcome.future().onComplete(done -> handlers.vertx().cancelTimer(deadline));
    }

    private void onConnected(HttpClientRequest connected) {
        stream = connected;
        if (outcome.future().isComplete()) {
            connected.exceptionHandler(gone -> {}).reset();
            return;
        }
        connected.exceptionHandler(failure -> lost());
        request.headers().forEach(connected::putHeader);
        sent = true;
        Buffer written = request.body();
        (written == null ? connected.send() : connected.send(written)).onComplete((reply, failure) -> {
            if (failure != null) {
                lost();
            } else {
                read(reply);
            }
        });
    }

    private void read(HttpClientResponse reply) {
        response = reply;
        reply.exceptionHandler(failure -> lost());
        reply.handler(piece -> {
            if (!body.add(piece)) {
                end(HandlerReply.tooLarge(reply.statusCode()));
            }
        });
        reply.endHandler(end -> outcome.tryComplete(judge(reply)));
    }

    private HandlerOutcome judge(HttpClientResponse reply) {
        int status = reply.statusCode();
        Buffer all = body.decoded(reply.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (all == null) {
            return body.tooLarge() || !HandlerReply.success(status)
                    ? HandlerReply.tooLarge(status)
                    : HandlerReply.malformed(status);
        }
        return HandlerReply.of(status, all, pause(reply));
    }

    private void onDeadline() {
        end(incomplete(ErrorCode.HANDLER_TIMEOUT, "the handler did not answer in time"));
    }

    private void lost() {
        end(incomplete(
                ErrorCode.HANDLER_UNREACHABLE, "the connection to the handler broke before its answer was complete"));
    }

    /** A refusal is one though the rest of it is missing; whether a success is complete, no one knows. */
    private HandlerOutcome incomplete(ErrorCode code, String message) {
        HttpClientResponse head = response;
        if (head == null || HandlerReply.success(head.statusCode())) {
            return new HandlerOutcome.Broken(code, message, sent);
        }
        return HandlerReply.rejected(head.statusCode(), Buffer.buffer(), pause(head));
    }

    private Duration pause(HttpClientResponse head) {
        return RetryAfter.read(head.getHeader(HttpHeaders.RETRY_AFTER), handlers.clock());
    }

    private void unsent(NotConnectedException reason) {
        ErrorCode code = reason.forbidden() ? ErrorCode.HANDLER_NOT_ALLOWED : ErrorCode.HANDLER_UNREACHABLE;
        end(new HandlerOutcome.Broken(code, "no call to the handler: " + reason.getMessage(), false));
    }

    /** Ends before the reply is complete: what is left of the exchange closes its connection. */
    private void end(HandlerOutcome early) {
        HttpClientRequest open = stream;
        if (outcome.tryComplete(early) && open != null) {
            open.reset();
        }
    }
}
