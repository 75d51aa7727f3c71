package io.weir.action.handler;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.weir.config.ActionConfig;
import io.weir.error.ErrorCode;
import io.weir.flow.RetryAfter;
import io.weir.template.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with a handler: name, connection, request, reply, and one deadline over all. The request goes out at
 * most once. Belongs to one event loop.
 */
final class HttpAttempt {

    /** A name may have more addresses than it is worth to try. */
    private static final int MAX_CONNECTIONS = 4;

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
        Optional<InetAddress> literal = AddressRule.literal(request.origin());
        if (literal.isPresent()) {
            connect(List.of(literal.get()), 0);
        } else {
            var context = handlers.vertx().getOrCreateContext();
            handlers.names()
                    .addresses(request.origin().host())
                    .onComplete(found -> context.runOnContext(here -> onAddresses(found.result())));
        }
        return outcome.future().onComplete(done -> handlers.vertx().cancelTimer(deadline));
    }

    private void onAddresses(@Nullable List<InetAddress> addresses) {
        if (addresses == null || addresses.isEmpty()) {
            unsent(ErrorCode.HANDLER_UNREACHABLE, "the handler's name is not known");
        } else if (addresses.stream().allMatch(AddressRule::allows)) {
            connect(addresses, 0);
        } else {
            unsent(ErrorCode.HANDLER_NOT_ALLOWED, "the handler's name leads to an address that may not be called");
        }
    }

    private void connect(List<InetAddress> addresses, int index) {
        if (outcome.future().isComplete()) {
            return;
        }
        InetAddress address = addresses.get(index);
        handlers.client().request(options(address)).onComplete((connected, failure) -> {
            if (failure == null) {
                onConnected(connected, address);
            } else if (index + 1 < Math.min(addresses.size(), MAX_CONNECTIONS)) {
                connect(addresses, index + 1);
            } else {
                unsent(ErrorCode.HANDLER_UNREACHABLE, "no connection to the handler");
            }
        });
    }

    private RequestOptions options(InetAddress address) {
        Origin origin = request.origin();
        return new RequestOptions()
                .setMethod(request.method())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, origin.port())))
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.tls())
                .setURI(request.target())
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setFollowRedirects(false);
    }

    private void onConnected(HttpClientRequest connected, InetAddress address) {
        stream = connected;
        if (outcome.future().isComplete()) {
            connected.reset();
            return;
        }
        String reached = connected.connection().remoteAddress().hostAddress();
        if (!address.getHostAddress().equals(reached)) {
            unsent(ErrorCode.HANDLER_NOT_ALLOWED, "the connection leads elsewhere than to the handler");
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

    private void unsent(ErrorCode code, String message) {
        end(new HandlerOutcome.Broken(code, message, false));
    }

    /** Ends before the reply is complete: what is left of the exchange closes its connection. */
    private void end(HandlerOutcome early) {
        HttpClientRequest open = stream;
        if (outcome.tryComplete(early) && open != null) {
            open.reset();
        }
    }
}
