package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.vertx.core.Future;
import io.weir.bridge.HandOff;
import io.weir.bridge.InFlight;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.Unconfirmed;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events so that each is accepted only when the server has it. Where a stream takes the subject, the stream's
 * acknowledgement says so. Elsewhere NATS answers nothing: then many events go before one {@code PING}, and its {@code PONG}
 * says that the server has read them all, and refused only those that it said so of before.
 */
final class EventPublisher {

    private static final int BATCH = 500;

    private record Waiting(PublishEvent event, Unconfirmed unconfirmed) {}

    private final InFlight inFlight = new InFlight();
    private final Queue<Unconfirmed> byDeadline = new ArrayDeque<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Connection connection;
    private final StreamSubjects streams;
    private final Duration timeout;
    private final ProviderWords words;
    private final HandOff<Waiting> waiting;

    /**
     * Publishes over a connection.
     *
     * @param timeout how long the server may take to confirm an event
     * @param writing one thread, which may block; that of {@code streams}
     */
    EventPublisher(
            Connection connection, StreamSubjects streams, Duration timeout, Executor writing, ProviderWords words) {
        this.connection = connection;
        this.streams = streams;
        this.timeout = timeout;
        this.words = words;
        this.waiting = new HandOff<>(writing, this::writeSome);
    }

    /** Publishes one event. On the event loop; the outcome comes on any thread. */
    Future<PublishOutcome> publish(PublishEvent event) {
        int size = event.payload().length();
        if (!inFlight.enter(size)) {
            return Future.succeededFuture(new PublishOutcome(false, words.overloaded()));
        }
        Unconfirmed unconfirmed = new Unconfirmed(System.nanoTime() + timeout.toNanos(), () -> inFlight.leave(size));
        byDeadline.add(unconfirmed);
        waiting.add(new Waiting(event, unconfirmed));
        return unconfirmed.outcome();
    }

    /** Refuses what has waited too long. On the event loop, now and then. */
    void refuseOverdue() {
        long now = System.nanoTime();
        Unconfirmed oldest = byDeadline.peek();
        while (oldest != null && (oldest.isSettled() || oldest.isDue(now))) {
            oldest.onRefused(words.unconfirmed());
            byDeadline.remove();
            oldest = byDeadline.peek();
        }
    }

    /** The server says that this subject may not be published; before the {@code PONG} behind it. On any thread. */
    void onForbidden(String subject) {
        forbidden.add(subject);
    }

    private void writeSome() {
        List<Waiting> written = new ArrayList<>();
        Waiting next = waiting.poll();
        while (next != null) {
            if (write(next)) {
                written.add(next);
            }
            next = written.size() < BATCH ? waiting.poll() : null;
        }
        if (!written.isEmpty()) {
            confirm(written);
        }
    }

    /** Whether it waits for the {@code PONG}. */
    private boolean write(Waiting next) {
        Unconfirmed unconfirmed = next.unconfirmed();
        try {
            if (unconfirmed.isSettled()) {
                return false;
            }
            if (streams.keep(next.event().topic())) {
                store(next.event(), unconfirmed);
                return false;
            }
            PublishEvent event = next.event();
            connection.publish(
                    event.topic(),
                    EventHeaders.ofEvent(event.attributes()),
                    event.payload().getBytes());
            return true;
        } catch (IllegalArgumentException e) {
            unconfirmed.onRefused(words.say("refused the event: it does not meet the server's limits"));
        } catch (IOException | IllegalStateException e) {
            unconfirmed.onRefused(words.notConnected());
        } finally {
            unconfirmed.onWritten();
        }
        return false;
    }

    private void store(PublishEvent event, Unconfirmed unconfirmed) throws IOException {
        JetStream jetStream = connection.jetStream(
                JetStreamOptions.builder().requestTimeout(timeout).build());
        jetStream
                .publishAsync(
                        event.topic(),
                        EventHeaders.ofEvent(event.attributes()),
                        event.payload().getBytes())
                .whenComplete((stored, failure) -> settle(unconfirmed, failure));
    }

    private void settle(Unconfirmed unconfirmed, @Nullable Throwable failure) {
        if (failure == null) {
            unconfirmed.onAccepted();
            return;
        }
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (isApi(cause)) {
            unconfirmed.onRefused(words.say("refused the event: its stream takes no more"));
        } else {
            unconfirmed.onRefused(words.unconfirmed());
        }
    }

    private static boolean isApi(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof JetStreamApiException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private void confirm(List<Waiting> written) {
        String refusal = flush();
        for (Waiting each : written) {
            if (!refusal.isEmpty()) {
                each.unconfirmed().onRefused(refusal);
            } else if (forbidden.contains(each.event().topic())) {
                each.unconfirmed().onRefused(words.topicForbidden());
            } else {
                each.unconfirmed().onAccepted();
            }
        }
        forbidden.clear();
    }

    /** Why it is not known whether the server has what was written; empty when it has. */
    private String flush() {
        try {
            connection.flush(timeout);
            return "";
        } catch (TimeoutException e) {
            return connection.getStatus() == Connection.Status.CONNECTED ? words.unconfirmed() : words.notConnected();
        } catch (IllegalStateException e) {
            return words.notConnected();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return words.unconfirmed();
        }
    }
}
