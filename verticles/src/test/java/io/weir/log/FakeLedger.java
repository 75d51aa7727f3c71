package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.log.ledger.Appended;
import io.weir.log.ledger.Head;
import io.weir.log.ledger.Last;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.Moved;
import io.weir.log.ledger.NewEvent;
import io.weir.log.ledger.OwnId;
import io.weir.log.ledger.Page;
import io.weir.log.ledger.Place;
import io.weir.log.ledger.Segment;
import io.weir.log.ledger.Stretch;
import io.weir.log.ledger.TopicName;
import io.weir.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** A log whose answers a test gives one by one; patterns it keeps in memory. */
final class FakeLedger implements LogLedger {

    static final StoreException AWAY = new StoreException("the store is not available", new TimeoutException());

    /** An append that waits for its answer. */
    record Asked(long batch, List<NewEvent> events, Promise<Appended> answer) {

        void store(long after) {
            answer.complete(new Appended(1, after, after + events.size(), Set.of(), false));
        }
    }

    /** Appends in their order. */
    final Deque<Asked> asked = new ArrayDeque<>();
    /** What was done with patterns. */
    final List<String> calls = new ArrayList<>();

    final Set<String> registered = new TreeSet<>();
    final Set<String> ended = new TreeSet<>();
    /** How many of the next calls the store does not answer. */
    int failures;

    @Override
    public Future<Appended> append(UUID writer, long batch, List<NewEvent> events) {
        Asked next = new Asked(batch, events, Promise.promise());
        asked.add(next);
        return next.answer().future();
    }

    @Override
    public Future<Void> register(String provider, List<String> patterns) {
        return call("register " + patterns, () -> {
            registered.addAll(patterns);
            patterns.forEach(ended::remove);
        });
    }

    @Override
    public Future<List<String>> retire(String provider, List<String> kept) {
        return call("retire all but " + kept, () -> {
                    ended.addAll(registered);
                    kept.forEach(ended::remove);
                    registered.retainAll(kept);
                })
                .map(done -> List.copyOf(ended));
    }

    @Override
    public Future<Void> forget(String provider, List<String> patterns) {
        return call("forget " + patterns, () -> patterns.forEach(ended::remove));
    }

    @Override
    public Future<Last> last(List<TopicName> topics) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Stretch> lastOf(List<TopicName> patterns, long after, Long below, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<String>> registered(String provider) {
        return Future.succeededFuture(List.copyOf(registered));
    }

    @Override
    public Future<Head> head() {
        return Future.succeededFuture(new Head(0xabcdL, 0, 0));
    }

    private Future<Void> call(String words, Runnable effect) {
        calls.add(words);
        if (failures > 0) {
            failures--;
            return Future.failedFuture(AWAY);
        }
        effect.run();
        return Future.succeededFuture();
    }

    @Override
    public Future<Moved> moveModels(int limit, long bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Page> history(List<TopicName> topics, OwnId id, long after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Page> read(String provider, String topic, long after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Page> readAll(long after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Place> place(String provider, List<String> patterns, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Place> place(String provider, String topic, List<String> patterns, OwnId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<String>> providers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Segment>> segments() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> advance(int current) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> drop(int oldest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> forgetWriters() {
        throw new UnsupportedOperationException();
    }
}
