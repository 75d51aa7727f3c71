package io.weir.gate.probe;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.weir.flow.Timing;
import io.weir.outbound.Destination;
import io.weir.outbound.Dialer;
import io.weir.outbound.Exchange;
import java.time.Duration;
import java.util.Map;

/** What a system is asked over HTTP. Belongs to one event loop. */
final class Question {

    private static final int MAX_BYTES = 1 << 20;

    private final Dialer dialer;
    private final Destination to;
    private final Map<String, String> headers;

    Question(Dialer dialer, Destination to, String userAgent) {
        this.dialer = dialer;
        this.to = to;
        // A cache on the way would only tell us for how long it keeps what was there before.
        this.headers = Map.of(
                "Accept", "application/json",
                "Accept-Encoding", "gzip",
                "Cache-Control", "no-cache",
                "User-Agent", userAgent);
    }

    /** Asks once; fails when there is no complete answer of a fair size in time. */
    Future<Answer> ask(Timing timing, Duration limit) {
        return new Exchange(dialer, timing, MAX_BYTES)
                .run(to, headers, null, limit)
                .map(came -> new Answer(came.status(), came.headers().get(HttpHeaders.ETAG), came.body()));
    }
}
