package io.weir.gate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.gate.ledger.ReportLedger;
import io.weir.gate.ledger.Subject;
import io.weir.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** Reports in memory, of a store that goes away and is slow when a test says so. */
final class FakeReports implements ReportLedger {

    static final StoreException AWAY = new StoreException("the store is not available", new TimeoutException());

    final Map<Subject, Long> versions = new HashMap<>();
    final Set<UUID> actions = new HashSet<>();
    /** What was asked for, one query after another. */
    final List<List<Subject>> reads = new ArrayList<>();
    /** The answers of reads that have not arrived. */
    final List<Promise<List<Advance>>> held = new ArrayList<>();

    boolean away;
    boolean holds;

    void put(Advance advance) {
        versions.merge(Subject.of(advance), advance.version(), Math::max);
    }

    @Override
    public Future<Void> store(List<Advance> reports) {
        if (away) {
            return Future.failedFuture(AWAY);
        }
        reports.forEach(this::put);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Advance>> read(Collection<Subject> subjects) {
        reads.add(List.copyOf(subjects));
        if (away) {
            return Future.failedFuture(AWAY);
        }
        List<Advance> found = subjects.stream()
                .filter(versions::containsKey)
                .map(subject -> subject.at(versions.get(subject)))
                .toList();
        if (!holds) {
            return Future.succeededFuture(found);
        }
        Promise<List<Advance>> answer = Promise.promise();
        held.add(answer);
        return answer.future().map(done -> found);
    }

    /** Lets the answers arrive that were held: what the store knew when it was asked. */
    void release() {
        List<Promise<List<Advance>>> due = List.copyOf(held);
        held.clear();
        due.forEach(answer -> answer.complete(List.of()));
    }

    @Override
    public Future<Set<UUID>> known(Collection<UUID> ids) {
        Set<UUID> known = new HashSet<>(ids);
        known.retainAll(actions);
        return away ? Future.failedFuture(AWAY) : Future.succeededFuture(known);
    }

    @Override
    public Future<Integer> forget(Duration age) {
        return Future.succeededFuture(0);
    }
}
