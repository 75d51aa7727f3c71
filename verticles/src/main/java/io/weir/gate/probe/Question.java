package io.weir.gate.probe;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.weir.flow.Timing;
import io.weir.outbound.Destination;
import io.weir.outbound.Dialer;
import io.weir.outbound.ReplyBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with a system: connection, request, answer, and one deadline over all. Belongs to one event loop. */
final class Question {

    private static final int MAX_BYTES = 1 << 20;

    private final Dialer dialer;
    private final Destination to;
    private final String userAgent;
    private final ReplyBytes body = new ReplyBytes(MAX_BYTES);
    private final Promise<Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest stream;

    Question(Dialer dialer, Destination to, String userAgent) {
        this.dialer = dialer;
        this.to = to;
        this.userAgent = userAgent;
    }

    /** Asks; fails when there is no complete answer of a fair size in time. */
    Future<Answer> ask(Timing timing, Duration limit) {
        Timing.Pending deadline = timing.after(limit, () -> fail("no answer in time"));
        dialer.open(to, () -> answer.future().isComplete())
                .onSuccess(this::send)
                .onFailure(answer::tryFail);
        return answer.future().onComplete(done -> deadline.cancel());
    }

    private void send(HttpClientRequest connected) {
        connected.exceptionHandler(answer::tryFail);
        stream = connected;
        if (answer.future().isComplete()) {
            connected.reset();
            return;
        }
        // A cache on the way would only tell us for how long it keeps what was there before.
        Map.of("Accept", "application/json", "Accept-Encoding", "gzip", "Cache-Control", "no-cache")
                .forEach(connected::putHeader);
        connected
                .putHeader(HttpHeaders.USER_AGENT, userAgent)
                .send()
                .onSuccess(this::read)
                .onFailure(answer::tryFail);
    }

    private void read(HttpClientResponse reply) {
        reply.exceptionHandler(answer::tryFail);
        reply.handler(piece -> {
            if (!body.add(piece)) {
                fail("the answer is too large");
            }
        });
        reply.endHandler(end -> {
            Buffer all = body.decoded(reply.getHeader(HttpHeaders.CONTENT_ENCODING));
            if (all == null) {
                fail("the answer is too large, or packed otherwise than asked for");
            } else {
                answer.tryComplete(new Answer(reply.statusCode(), reply.getHeader(HttpHeaders.ETAG), all));
            }
        });
    }

    /** What is left of the exchange closes its connection. */
    private void fail(String why) {
        HttpClientRequest open = stream;
        if (answer.tryFail(new IOException(why)) && open != null) {
            open.reset();
        }
    }
}
