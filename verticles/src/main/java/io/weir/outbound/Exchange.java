package io.weir.outbound;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.weir.flow.Timing;
import io.weir.outbound.IncompleteException.Cause;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange: connection, request, answer, and one deadline over all. The request goes out at most once. Belongs to
 * one event loop.
 */
public final class Exchange {

    private final Dialer dialer;
    private final Timing timing;
    private final ReplyBytes body;
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest stream;
    private @Nullable HttpClientResponse head;

    /** Takes an answer of so many bytes, unpacked. */
    public Exchange(Dialer dialer, Timing timing, int maxBytes) {
        this.dialer = dialer;
        this.timing = timing;
        this.body = new ReplyBytes(maxBytes);
    }

    /**
     * What came back, whatever its status.
     *
     * @param body unpacked
     */
    public record Answer(int status, MultiMap headers, Buffer body) {

        /** Whether the status is one of success. */
        public boolean success() {
            return status / 100 == 2;
        }

        /** Headers and body are another's. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * Asks.
     *
     * @param content the request's body; null for none
     * @return fails with {@link NotConnectedException} or {@link IncompleteException}, whose messages are without addresses
     */
    public Future<Answer> run(Destination to, Map<String, String> headers, @Nullable Buffer content, Duration limit) {
        Timing.Pending deadline = timing.after(limit, () -> fail(Cause.LATE));
        dialer.open(to, () -> answer.future().isComplete())
                .onSuccess(connected -> send(connected, headers, content))
                .onFailure(answer::tryFail);
        return answer.future().onComplete(done -> deadline.cancel());
    }

    private void send(HttpClientRequest connected, Map<String, String> headers, @Nullable Buffer content) {
        connected.exceptionHandler(lost -> fail(Cause.BROKEN));
        stream = connected;
        if (answer.future().isComplete()) {
            connected.reset();
            return;
        }
        headers.forEach(connected::putHeader);
        (content == null ? connected.send() : connected.send(content))
                .onSuccess(this::read)
                .onFailure(lost -> fail(Cause.BROKEN));
    }

    private void read(HttpClientResponse reply) {
        head = reply;
        reply.exceptionHandler(lost -> fail(Cause.BROKEN));
        reply.handler(piece -> {
            if (!body.add(piece)) {
                fail(Cause.TOO_LARGE);
            }
        });
        reply.endHandler(end -> {
            Buffer all = body.decoded(reply.getHeader(HttpHeaders.CONTENT_ENCODING));
            if (all == null) {
                fail(body.tooLarge() ? Cause.TOO_LARGE : Cause.PACKED);
            } else {
                answer.tryComplete(new Answer(reply.statusCode(), reply.headers(), all));
            }
        });
    }

    /** What is left of the exchange closes its connection. */
    private void fail(Cause what) {
        HttpClientRequest open = stream;
        Integer status = head == null ? null : head.statusCode();
        if (answer.tryFail(new IncompleteException(what, status)) && open != null) {
            open.reset();
        }
    }
}
