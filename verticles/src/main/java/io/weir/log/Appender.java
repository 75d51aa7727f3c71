package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.BusFailure;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LoggedEvent;
import io.weir.log.ledger.Appended;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.NewEvent;
import io.weir.telemetry.LogMeters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores events, in the order in which they are given: while one batch is being stored, others gather for the next. One
 * that comes alone goes at once. Belongs to one event loop.
 */
final class Appender {

    /** What one batch may hold before its last request: what a commit costs is shared well before that. */
    private static final int BATCH_EVENTS = 1_000;

    private static final long BATCH_BYTES = 4 << 20;

    /** What may wait: more is refused, so that its source keeps it. */
    private static final int WAITING_EVENTS = 20_000;

    private static final long WAITING_BYTES = 32 << 20;

    private final Vertx vertx;
    private final LogLedger ledger;
    private final UUID writer = UUID.randomUUID();
    private final Optional<Duration> retry;
    private final LogMeters metrics;
    private final Consumer<LogAdvanced> stored;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int waitingEvents;
    private long waitingBytes;
    private long batches;
    /** What is being stored. */
    private @Nullable Batch current;

    private @Nullable Promise<Void> closing;
    private boolean gaveUp;

    /** Events of several requests in one statement; the same number and the same events however often it is tried. */
    private record Batch(long number, List<Request> requests, List<NewEvent> events) {}

    /** Events that are stored or refused together. */
    private record Request(List<NewEvent> events, long bytes, Promise<Integer> answer) {}

    /**
     * Stores in {@code ledger}.
     *
     * @param retry the pause before events that were not stored are tried again, for sources that cannot keep them
     *     themselves: each is stored once, however often that takes; empty where the source is told, and tries again
     * @param stored hears of every batch, before those who gave its events
     */
    Appender(Vertx vertx, LogLedger ledger, Optional<Duration> retry, LogMeters metrics, Consumer<LogAdvanced> stored) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.retry = retry;
        this.metrics = metrics;
        this.stored = stored;
    }

    /**
     * Stores events.
     *
     * @return how many of them were stored before; fails with {@link io.weir.store.StoreException} when they were not
     *     stored, or no one knows, and with {@link LogFailure} when too many wait or the node stops
     */
    Future<Integer> append(List<NewEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(0);
        }
        if (closing != null) {
            return Future.failedFuture(stopping());
        }
        long bytes =
                events.stream().mapToLong(event -> event.payload().length()).sum();
        if (!waiting.isEmpty()
                && (waitingEvents + events.size() > WAITING_EVENTS || waitingBytes + bytes > WAITING_BYTES)) {
            return Future.failedFuture(new LogFailure(BusFailure.BUSY, "too many events wait to be stored"));
        }
        Request request = new Request(events, bytes, Promise.promise());
        waiting.add(request);
        waitingEvents += events.size();
        waitingBytes += bytes;
        run();
        return request.answer().future();
    }

    /**
     * Takes nothing more.
     *
     * @return done, never failed, once everyone knows what became of their events: each is stored, or after this long at
     *     the latest its giver is told that no one knows
     */
    Future<Void> close(Duration limit) {
        closing = Promise.promise();
        if (current == null) {
            closing.complete();
            return closing.future();
        }
        long timer = vertx.setTimer(limit.toMillis(), over -> giveUp());
        return closing.future().onComplete(closed -> vertx.cancelTimer(timer));
    }

    private void giveUp() {
        gaveUp = true;
        List<Request> left = new ArrayList<>(current == null ? List.of() : current.requests());
        left.addAll(waiting);
        waiting.clear();
        left.forEach(request -> request.answer().tryFail(stopping()));
        goOn();
    }

    private static LogFailure stopping() {
        return new LogFailure(BusFailure.STORE_UNAVAILABLE, "the node stops");
    }

    private void run() {
        if (current != null) {
            return;
        }
        if (waiting.isEmpty()) {
            if (closing != null) {
                closing.tryComplete();
            }
            return;
        }
        List<Request> requests = next();
        current = new Batch(++batches, requests, withoutCopies(requests));
        store(current);
    }

    private void store(Batch batch) {
        long began = System.nanoTime();
        ledger.append(writer, batch.number(), batch.events()).onComplete((appended, failure) -> {
            if (failure == null) {
                metrics.appended(System.nanoTime() - began);
                onStored(batch, appended);
            } else {
                metrics.failures().increment();
                onFailure(batch, failure);
            }
        });
    }

    private void onFailure(Batch batch, Throwable failure) {
        if (retry.isPresent() && !gaveUp) {
            vertx.setTimer(retry.get().toMillis(), timer -> store(batch));
            return;
        }
        batch.requests().forEach(request -> request.answer().tryFail(failure));
        goOn();
    }

    private void goOn() {
        current = null;
        run();
    }

    private List<Request> next() {
        List<Request> requests = new ArrayList<>();
        int events = 0;
        long bytes = 0;
        while (!waiting.isEmpty() && events < BATCH_EVENTS && bytes < BATCH_BYTES) {
            Request request = waiting.remove();
            requests.add(request);
            events += request.events().size();
            bytes += request.bytes();
        }
        waitingEvents -= events;
        waitingBytes -= bytes;
        return requests;
    }

    private static List<NewEvent> withoutCopies(List<Request> requests) {
        Set<UUID> digests = new HashSet<>();
        List<NewEvent> events = new ArrayList<>();
        for (Request request : requests) {
            for (NewEvent event : request.events()) {
                if (event.digest() == null || digests.add(event.digest())) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private void onStored(Batch batch, Appended appended) {
        List<LoggedEvent> logged = logged(batch.events(), appended);
        metrics.events().increment(logged.size());
        if (!appended.repeated()) {
            stored.accept(new LogAdvanced(appended.store(), appended.after(), appended.through(), logged));
        }
        Set<UUID> known = new HashSet<>(appended.known());
        for (Request request : batch.requests()) {
            int duplicates = 0;
            for (NewEvent event : request.events()) {
                if (event.digest() != null && !known.add(event.digest())) {
                    duplicates++;
                }
            }
            metrics.duplicates().increment(duplicates);
            request.answer().tryComplete(duplicates);
        }
        goOn();
    }

    private static List<LoggedEvent> logged(List<NewEvent> events, Appended appended) {
        List<LoggedEvent> logged = new ArrayList<>(events.size());
        long[] positions = appended.positions(events);
        for (int i = 0; i < positions.length; i++) {
            NewEvent event = events.get(i);
            if (positions[i] > 0) {
                String id = event.id() == null ? null : event.id().text();
                logged.add(new LoggedEvent(
                        event.provider(), event.topic(), positions[i], id, event.depth(), event.payload()));
            }
        }
        return logged;
    }
}
