package io.weir.source;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bus.ActionReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits on this node for actions to end. A wait is registered before the action is read for the first time, so that
 * none ends unseen between the two. Hints say which to read again; as hints may be lost, all are read once a second for as
 * long as anyone waits. Thread-safe.
 */
final class ActionWaits {

    /** How many actions one request reads. */
    static final int BATCH = 500;

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final int limit;
    private final Reading reading;
    /** By id; guarded by this, as are the fields below. */
    private final Map<String, List<ActionWait>> waiting = new HashMap<>();

    private int count;
    private boolean sweeping;

    /** How actions are read: those of one owner that exist, in any order. */
    interface Reading {
        Future<List<ActionReport>> read(List<String> ids, String owner);
    }

    ActionWaits(Vertx vertx, int limit, Reading reading) {
        this.vertx = vertx;
        this.limit = limit;
        this.reading = reading;
    }

    ActionClient.Wait await(String id, String owner) {
        ActionWait wait = new ActionWait(id, owner, vertx.getOrCreateContext(), this);
        if (!add(wait)) {
            wait.fail(ActionFailures.tooManyWaits());
            return wait;
        }
        reading.read(List.of(id), owner).onComplete(read -> onFirst(wait, read));
        return wait;
    }

    /** These are said to have ended. */
    void onSettled(List<String> ids) {
        byOwner(waitedFor(ids)).forEach((owner, known) -> {
            for (List<String> batch : batches(known)) {
                reading.read(batch, owner).onSuccess(reports -> onRead(batch, owner, reports));
            }
        });
    }

    /** Forgets a wait; false when it was forgotten before. */
    synchronized boolean remove(ActionWait wait) {
        List<ActionWait> others = waiting.get(wait.id());
        if (others == null || !others.remove(wait)) {
            return false;
        }
        count--;
        if (others.isEmpty()) {
            waiting.remove(wait.id());
        }
        return true;
    }

    /** How many wait. */
    synchronized int size() {
        return count;
    }

    private synchronized boolean add(ActionWait wait) {
        if (count >= limit) {
            return false;
        }
        count++;
        waiting.computeIfAbsent(wait.id(), id -> new ArrayList<>(1)).add(wait);
        if (!sweeping) {
            sweeping = true;
            sweepLater();
        }
        return true;
    }

    private void onFirst(ActionWait wait, AsyncResult<List<ActionReport>> read) {
        if (read.failed()) {
            if (remove(wait)) {
                wait.fail(read.cause());
            }
            return;
        }
        read.result().stream().filter(report -> report.id().equals(wait.id())).forEach(wait::begin);
        onRead(List.of(wait.id()), wait.owner(), read.result());
    }

    /** Those that have ended, and those that do not exist, are waited for no longer. */
    private void onRead(List<String> asked, String owner, List<ActionReport> reports) {
        Set<String> unknown = new HashSet<>(asked);
        for (ActionReport report : reports) {
            unknown.remove(report.id());
            if (report.state().ended()) {
                take(report.id(), owner).forEach(wait -> wait.end(report));
            }
        }
        unknown.forEach(id -> take(id, owner).forEach(wait -> wait.fail(ActionFailures.notFound())));
    }

    private synchronized List<ActionWait> take(String id, String owner) {
        List<ActionWait> taken = waiting.getOrDefault(id, List.of()).stream()
                .filter(wait -> wait.owner().equals(owner))
                .toList();
        taken.forEach(this::remove);
        return taken;
    }

    private void sweepLater() {
        vertx.setTimer(SWEEP.toMillis(), timer -> sweep());
    }

    private void sweep() {
        List<ActionWait> all = all();
        if (all.isEmpty()) {
            return;
        }
        Future<Void> swept = Future.succeededFuture();
        for (Map.Entry<String, Set<String>> known : byOwner(all).entrySet()) {
            for (List<String> batch : batches(known.getValue())) {
                swept = swept.compose(before -> reading.read(batch, known.getKey())
                        .onSuccess(reports -> onRead(batch, known.getKey(), reports))
                        .mapEmpty());
            }
        }
        swept.onComplete(done -> sweepLater()); // where it failed, the next one may not
    }

    /** Everyone; when that is no one, the sweeping ends until someone comes. */
    private synchronized List<ActionWait> all() {
        sweeping = !waiting.isEmpty();
        return waiting.values().stream().flatMap(List::stream).toList();
    }

    private synchronized List<ActionWait> waitedFor(List<String> ids) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        return ids.stream()
                .flatMap(id -> waiting.getOrDefault(id, List.of()).stream())
                .toList();
    }

    private static Map<String, Set<String>> byOwner(List<ActionWait> waits) {
        Map<String, Set<String>> ids = new HashMap<>();
        waits.forEach(wait ->
                ids.computeIfAbsent(wait.owner(), owner -> new HashSet<>()).add(wait.id()));
        return ids;
    }

    private static List<List<String>> batches(Collection<String> ids) {
        List<List<String>> batches = new ArrayList<>();
        Iterator<String> rest = ids.iterator();
        while (rest.hasNext()) {
            List<String> batch = new ArrayList<>();
            while (rest.hasNext() && batch.size() < BATCH) {
                batch.add(rest.next());
            }
            batches.add(batch);
        }
        return batches;
    }
}
