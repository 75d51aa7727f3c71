package io.weir.gate.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.store.Batched;
import io.weir.store.Store;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports in PostgreSQL. Small requests that come together share a statement, a large one has its own; where an answer was
 * lost with its connection, the statement runs again, and none does harm twice.
 */
public final class PgReports implements ReportLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PgReports.class);

    /** How many requests share a statement. */
    private static final int BATCH = 128;

    /** What is larger than this gains nothing by sharing. */
    private static final int SMALL = 16;

    /** How many statements read at once. */
    private static final int READS = 2;

    /** How many rows one statement deletes: few enough that nobody waits for it. */
    private static final int PORTION = 5_000;

    private final Store store;
    private final Batched<List<Advance>, List<Advance>> stores;
    private final Batched<List<Subject>, List<Advance>> reads;

    /** Reports in a store that is started elsewhere. */
    public PgReports(Vertx vertx, Store store) {
        this.store = store;
        this.stores = new Batched<>(
                vertx,
                BATCH,
                each -> storeAll(each.stream().flatMap(List::stream)).map(done -> each));
        this.reads = new Batched<>(vertx, BATCH, READS, this::readEach);
    }

    @Override
    public Future<Void> store(List<Advance> reports) {
        Future<?> stored = reports.size() > SMALL ? storeAll(reports.stream()) : stores.add(reports);
        return orUnavailable(stored.mapEmpty());
    }

    @Override
    public Future<List<Advance>> read(Collection<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Subject> asked = List.copyOf(subjects);
        return orUnavailable(asked.size() > SMALL ? readAll(asked) : reads.add(asked));
    }

    @Override
    public Future<Set<UUID>> known(Collection<UUID> actions) {
        if (actions.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        Tuple values = Tuple.tuple().addArrayOfUUID(actions.toArray(UUID[]::new));
        return orUnavailable(store.repeat(ReportSql.KNOWN, values).map(rows -> {
            Set<UUID> known = new HashSet<>();
            rows.forEach(row -> known.add(row.getUUID("id")));
            return known;
        }));
    }

    @Override
    public Future<Integer> forget(Duration age) {
        return orUnavailable(store.repeat(ReportSql.FORGET, Tuple.of(age.toMillis(), Subject.LOG, PORTION))
                .map(RowSet::rowCount));
    }

    private Future<RowSet<Row>> storeAll(Stream<Advance> reports) {
        List<Advance> all = reports.toList();
        Tuple values = Tuple.tuple()
                .addArrayOfString(all.stream().map(Advance::system).toArray(String[]::new))
                .addArrayOfString(all.stream().map(Advance::subject).toArray(String[]::new))
                .addArrayOfLong(all.stream().map(Advance::version).toArray(Long[]::new));
        return store.repeat(ReportSql.STORE, values);
    }

    private Future<List<List<Advance>>> readEach(List<List<Subject>> requests) {
        Set<Subject> all = new LinkedHashSet<>();
        requests.forEach(all::addAll);
        return readAll(all).map(found -> {
            Map<Subject, Advance> bySubject = new HashMap<>();
            found.forEach(advance -> bySubject.put(Subject.of(advance), advance));
            return requests.stream()
                    .map(request -> request.stream()
                            .map(bySubject::get)
                            .filter(Objects::nonNull)
                            .toList())
                    .toList();
        });
    }

    private Future<List<Advance>> readAll(Collection<Subject> subjects) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(subjects.stream().map(Subject::system).toArray(String[]::new))
                .addArrayOfString(subjects.stream().map(Subject::text).toArray(String[]::new));
        return store.repeat(ReportSql.READ, values).map(rows -> {
            List<Advance> found = new ArrayList<>();
            rows.forEach(row ->
                    found.add(new Advance(row.getString("system"), row.getString("subject"), row.getLong("version"))));
            return Collections.unmodifiableList(found);
        });
    }

    /** A statement that is at fault itself is our mistake: the log has it, the caller only that it was not done. */
    private static <T> Future<T> orUnavailable(Future<T> done) {
        return done.recover(failure -> {
            if (failure instanceof StoreException) {
                return Future.failedFuture(failure);
            }
            LOG.atError().addKeyValue(LogKey.CAUSE, failure).log("a statement on reports of systems failed");
            return Future.failedFuture(new StoreException("the store refused a statement", failure));
        });
    }
}
