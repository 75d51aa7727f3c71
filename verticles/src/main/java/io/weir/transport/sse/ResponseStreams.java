package io.weir.transport.sse;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.weir.config.HttpConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.telemetry.Metrics;
import io.weir.transport.fanout.Subscriptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The open response streams of one transport instance: their heartbeats, writes and end. Belongs to one event loop. */
public final class ResponseStreams {

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    /** Tells nginx and its kin to pass on each chunk as it comes. */
    private static final CharSequence ACCEL_BUFFERING = HttpHeaders.createOptimized("x-accel-buffering");

    private static final CharSequence NO = HttpHeaders.createOptimized("no");

    private final Vertx vertx;
    private final HttpConfig http;
    private final Subscriptions subscriptions;
    private final Metrics metrics;
    private final Set<ResponseStream> open = new LinkedHashSet<>();
    private final List<ResponseStream> due = new ArrayList<>();
    private final List<Long> timers = new ArrayList<>();
    private boolean draining;

    /** Makes the streams of one instance; {@link #start} begins the heartbeats. */
    public ResponseStreams(Vertx vertx, HttpConfig http, Subscriptions subscriptions, Metrics metrics) {
        this.vertx = vertx;
        this.http = http;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
    }

    /** Starts one heartbeat timer for each format, whatever the number of streams. */
    public void start() {
        beat(StreamFormat.EVENT_STREAM, http.streams().sseHeartbeat());
        beat(StreamFormat.MULTIPART, http.streams().multipartHeartbeat());
    }

    /**
     * Subscribes, and streams the results into the answer of {@code request}.
     *
     * @param refused gets a JSON array of GraphQL errors, with nothing answered yet, when the subscription does not
     *     start
     */
    public void subscribe(
            HttpServerRequest request,
            StreamFormat format,
            Prepared.Subscription subscription,
            OperationRequest operation,
            Consumer<Buffer> refused) {
        ResponseStream answer = new ResponseStream(this, request, format, refused);
        answer.onJoining(subscriptions.join(subscription, operation, answer));
    }

    /** Answers with a stream of exactly one result. */
    public static void single(HttpServerRequest request, StreamFormat format, Buffer result) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        head(response, format);
        response.end(Buffer.buffer()
                .appendBuffer(format.opening())
                .appendBuffer(format.next(result))
                .appendBuffer(format.complete()));
    }

    /** Ends every stream, now and later, so that its client comes back to a node that stays. */
    public void drain() {
        draining = true;
        timers.forEach(vertx::cancelTimer);
        interrupt();
    }

    /** Ends every stream that is open, so that its client comes back. */
    public void interrupt() {
        List.copyOf(open).forEach(ResponseStream::interrupt);
    }

    static void head(HttpServerResponse response, StreamFormat format) {
        response.setStatusCode(200)
                .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .putHeader(ACCEL_BUFFERING, NO)
                .setChunked(true);
    }

    void opened(ResponseStream stream) {
        open.add(stream);
        if (draining) {
            stream.interrupt();
        }
    }

    void closed(ResponseStream stream) {
        open.remove(stream);
    }

    /** The stream has something to write at the end of this tick. */
    void due(ResponseStream stream) {
        due.add(stream);
        if (due.size() == 1) {
            vertx.getOrCreateContext().runOnContext(tick -> flush());
        }
    }

    void wasSlow() {
        metrics.slowClients().increment();
    }

    long writeBuffer() {
        return http.limits().writeBuffer();
    }

    private void flush() {
        List<ResponseStream> now = List.copyOf(due);
        due.clear();
        now.forEach(ResponseStream::flush);
    }

    /** Two sweeps an interval: what wrote nothing since the last one is silent for at most a whole interval. */
    private void beat(StreamFormat format, Duration interval) {
        if (!interval.isZero()) {
            long sweep = Math.max(1, interval.toMillis() / 2);
            timers.add(vertx.setPeriodic(sweep, timer -> heartbeat(format)));
        }
    }

    private void heartbeat(StreamFormat format) {
        for (ResponseStream stream : List.copyOf(open)) {
            if (stream.format() == format) {
                stream.heartbeat();
            }
        }
    }
}
