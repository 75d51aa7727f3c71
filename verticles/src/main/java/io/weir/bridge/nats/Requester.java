package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.BridgeException;
import io.weir.bridge.InFlight;
import io.weir.bridge.Place;
import io.weir.bridge.ProviderWords;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.bus.RequestEvent;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Asks topics. The server itself says, at once, when nobody listens. */
final class Requester {

    /** How long a late reply is still known, to be counted. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private record Asked(RequestEvent request, Promise<EventReply> reply) {}

    private final Set<Asked> waiting = ConcurrentHashMap.newKeySet();
    private final InFlight inFlight = new InFlight();
    private final Vertx vertx;
    private final Connection connection;
    private final StreamSubjects streams;
    private final Executor writing;
    private final ProviderWords words;
    private final Metrics metrics;

    /**
     * Asks over a connection.
     *
     * @param writing one thread, which may block; that of {@code streams}
     */
    Requester(
            Vertx vertx,
            Connection connection,
            StreamSubjects streams,
            Executor writing,
            ProviderWords words,
            Metrics metrics) {
        this.vertx = vertx;
        this.connection = connection;
        this.streams = streams;
        this.writing = writing;
        this.words = words;
        this.metrics = metrics;
    }

    /** Asks once. On the event loop; the reply comes on any thread. */
    Future<EventReply> request(RequestEvent request) {
        int size = request.payload().length();
        if (!inFlight.enter(size)) {
            return Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.overloaded()));
        }
        Asked asked = new Asked(request, Promise.promise());
        waiting.add(asked);
        long timer = vertx.setTimer(
                Math.max(1, request.timeoutMillis()), due -> fail(asked, BusFailure.TIMEOUT, words.noReply()));
        Place place = new Place(() -> inFlight.leave(size));
        writing.execute(() -> write(asked, place));
        return asked.reply().future().onComplete(done -> {
            waiting.remove(asked);
            vertx.cancelTimer(timer);
            place.release();
        });
    }

    /** The server says that this subject may not be published. On any thread. */
    void onForbidden(String subject) {
        waiting.stream()
                .filter(asked -> asked.request().topic().equals(subject))
                .forEach(asked -> fail(asked, BusFailure.REFUSED, words.topicForbidden()));
    }

    /** The connection is gone: no one knows who saw what was asked. On any thread. */
    void onLost() {
        waiting.forEach(asked -> fail(asked, BusFailure.PROVIDER_LOST, words.notConnected()));
    }

    private void write(Asked asked, Place place) {
        try {
            if (waiting.contains(asked)) {
                write(asked);
            }
        } finally {
            place.release();
        }
    }

    private void write(Asked asked) {
        RequestEvent request = asked.request();
        if (streams.keep(request.topic())) {
            String why = words.say("keeps this topic in a stream, which would answer in the responder's place");
            fail(asked, BusFailure.REFUSED, why);
            return;
        }
        try {
            connection
                    .requestWithTimeout(
                            request.topic(),
                            EventHeaders.ofRequest(request),
                            request.payload().getBytes(),
                            Duration.ofMillis(request.timeoutMillis()).plus(LATE))
                    .whenComplete((reply, failure) -> onReply(asked, reply, failure));
        } catch (IllegalArgumentException e) {
            fail(asked, BusFailure.REFUSED, words.say("refused the request: it does not meet the server's limits"));
        } catch (IllegalStateException e) {
            fail(asked, BusFailure.PROVIDER_LOST, words.notConnected());
        }
    }

    private void onReply(Asked asked, @Nullable Message reply, @Nullable Throwable failure) {
        if (reply != null) {
            Buffer payload = Buffer.buffer(reply.getData());
            if (!asked.reply().tryComplete(new EventReply(payload, EventHeaders.status(reply)))) {
                metrics.repliesLate().increment();
            }
        } else if (isNoResponder(failure)) {
            fail(asked, BusFailure.NO_RESPONDER, words.noResponder());
        } else if (connection.getStatus() != Connection.Status.CONNECTED) {
            fail(asked, BusFailure.PROVIDER_LOST, words.notConnected());
        }
    }

    private static boolean isNoResponder(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof JetStreamStatusException status
                && status.getStatus().isNoResponders();
    }

    private static void fail(Asked asked, BusFailure failure, String message) {
        asked.reply().tryFail(new BridgeException(failure, message));
    }
}
