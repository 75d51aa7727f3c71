package io.weir.delivery.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.DeliveryReport;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.SubscriptionReport;
import io.weir.store.Batched;
import io.weir.store.Store;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries in PostgreSQL. What many of them do at once, being read, begun and ended, shares statements and commits; where
 * an answer was lost with its connection, the statement runs again, and none does anything twice.
 */
public final class PgDeliveries implements DeliveryLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PgDeliveries.class);

    /** How many one statement serves: what a commit costs is shared well before that. */
    private static final int BATCH = 256;

    /** How many statements of a kind run at once: one works while another commits. */
    private static final int AT_ONCE = 2;

    /** How many deliveries one statement reads: each may be large. */
    private static final int READS = 64;

    /** How many rows one statement changes or deletes: few enough that nobody waits for it. */
    private static final int PORTION = 1_000;

    private final Store store;
    private final Batched<UUID, Optional<Contents>> reads;
    private final Batched<Beginning, Boolean> beginnings;
    private final Batched<Endings.End, Boolean> endings;

    /** Deliveries in a store that is started elsewhere. */
    public PgDeliveries(Vertx vertx, Store store) {
        this.store = store;
        this.reads = new Batched<>(vertx, READS, AT_ONCE, this::readAll);
        this.beginnings = new Batched<>(vertx, BATCH, AT_ONCE, this::beginAll);
        this.endings = new Batched<>(vertx, BATCH, AT_ONCE, this::endAll);
    }

    @Override
    public Future<Void> create(String subscription, Cursor cursor, Collection<String> topics) {
        Tuple values = Tuple.of(subscription, cursor.store(), cursor.position(), texts(topics));
        return orUnavailable(store.repeat(DeliverySql.CREATE, values).mapEmpty());
    }

    @Override
    public Future<Set<String>> known(Collection<String> subscriptions) {
        return orUnavailable(store.repeat(DeliverySql.KNOWN, Tuple.tuple().addArrayOfString(texts(subscriptions)))
                .map(rows -> new HashSet<>(list(rows, row -> row.getString("name")))));
    }

    @Override
    public Future<Integer> attend(String node, Duration lease) {
        return orUnavailable(store.repeat(DeliverySql.ATTEND, Tuple.of(node, lease.toMillis()))
                .map(rows -> rows.iterator().next().getInteger("nodes")));
    }

    @Override
    public Future<Void> leave(String node) {
        return orUnavailable(store.repeat(DeliverySql.LEAVE, Tuple.of(node)).mapEmpty());
    }

    @Override
    public Future<List<Tenure>> claim(
            Collection<String> subscriptions, int most, Duration free, String node, Duration lease) {
        Tuple values = Tuple.of(texts(subscriptions), most, free.toMillis(), node, lease.toMillis());
        return orUnavailable(store.execute(DeliverySql.CLAIM, values).map(rows -> list(rows, DeliveryRows::tenure)));
    }

    @Override
    public Future<List<Standing>> renew(Collection<Lease> leases, Duration lease) {
        Tuple values = leases(leases).addLong(lease.toMillis());
        return orUnavailable(store.repeat(DeliverySql.RENEW, values).map(rows -> list(rows, DeliveryRows::standing)));
    }

    @Override
    public Future<Void> release(Collection<Lease> leases) {
        return orUnavailable(store.repeat(DeliverySql.RELEASE, leases(leases)).mapEmpty());
    }

    @Override
    public Future<Optional<Collected>> collect(Lease lease, List<NewDelivery> deliveries, Cursor cursor) {
        Tuple values = Tuple.of(lease.subscription(), lease.epoch(), cursor.store(), cursor.position());
        NewDeliveries.columns(deliveries).forEach(values::addValue);
        return orUnavailable(store.repeat(DeliverySql.COLLECT, values).map(PgDeliveries::collected));
    }

    @Override
    public Future<Void> adopt(Lease lease, Collection<String> topics) {
        Tuple values = Tuple.of(lease.subscription(), lease.epoch(), texts(topics));
        return orUnavailable(store.repeat(DeliverySql.ADOPT, values).mapEmpty());
    }

    @Override
    public Future<List<Waiting>> load(String subscription, Duration blocked, long afterTurn, int most) {
        Tuple values = Tuple.of(subscription, blocked.toMillis(), afterTurn, most);
        return orUnavailable(store.repeat(DeliverySql.LOAD, values).map(rows -> list(rows, DeliveryRows::waiting)));
    }

    @Override
    public Future<Optional<Contents>> read(UUID id) {
        return orUnavailable(reads.add(id));
    }

    @Override
    public Future<Boolean> begin(Beginning beginning) {
        return orUnavailable(beginnings.add(beginning));
    }

    @Override
    public Future<Boolean> end(Lease lease, Waiting waiting, Ending ending) {
        return orUnavailable(endings.add(new Endings.End(lease, waiting, ending)));
    }

    @Override
    public Future<Void> failing(Lease lease, boolean failing) {
        Tuple values = Tuple.of(lease.subscription(), lease.epoch(), failing);
        return orUnavailable(store.repeat(DeliverySql.FAILING, values).mapEmpty());
    }

    @Override
    public Future<Void> disable(Lease lease, String reason) {
        Tuple values = Tuple.of(lease.subscription(), lease.epoch(), reason.replace('\0', '\uFFFD'));
        return orUnavailable(store.repeat(DeliverySql.DISABLE, values).mapEmpty());
    }

    @Override
    public Future<Integer> forget(String subscription, Duration age) {
        Tuple values = Tuple.of(subscription, age.toMillis(), PORTION);
        return orUnavailable(store.repeat(DeliverySql.FORGET, values).map(RowSet::rowCount));
    }

    @Override
    public Future<List<DeliveryReport>> read(ReadDeliveries asked) {
        OperatorSql.Query query = OperatorSql.read(asked);
        return orUnavailable(store.repeat(query.text(), query.values()).map(rows -> list(rows, DeliveryRows::report)));
    }

    @Override
    public Future<List<SubscriptionReport>> subscriptions(Collection<String> names) {
        return orUnavailable(
                store.repeat(OperatorSql.SUBSCRIPTIONS, Tuple.tuple().addArrayOfString(texts(names)))
                        .map(rows -> list(rows, DeliveryRows::subscription)));
    }

    @Override
    public Future<Map<String, Integer>> change(ChangeDeliveries change) {
        return orUnavailable(change(change, 0, new HashMap<>()));
    }

    /** In portions, each behind the one before. */
    private Future<Map<String, Integer>> change(ChangeDeliveries change, long after, Map<String, Integer> counts) {
        OperatorSql.Query query = OperatorSql.change(change, after, PORTION);
        return store.execute(query.text(), query.values()).compose(rows -> {
            long last = after;
            int portion = 0;
            for (Row row : rows) {
                counts.merge(row.getString("subscription"), row.getInteger("count"), Integer::sum);
                portion += row.getInteger("count");
                last = Math.max(last, row.getLong("last"));
            }
            return portion < PORTION ? Future.succeededFuture(counts) : change(change, last, counts);
        });
    }

    @Override
    public Future<Boolean> change(String subscription, boolean enable) {
        Tuple values = Tuple.of(subscription, enable, "an operator disabled it");
        return orUnavailable(store.repeat(OperatorSql.ENABLE, values).map(rows -> rows.rowCount() > 0));
    }

    private static Optional<Collected> collected(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Map<UUID, Long> turns = new HashMap<>();
        long changes = 0;
        for (Row row : rows) {
            changes = row.getLong("changes");
            if (row.getUUID("id") != null) {
                turns.put(row.getUUID("id"), row.getLong("turn"));
            }
        }
        return Optional.of(new Collected(changes, turns));
    }

    private Future<List<Optional<Contents>>> readAll(List<UUID> ids) {
        Tuple values = Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
        return store.repeat(DeliverySql.READ, values).map(rows -> {
            Map<UUID, Contents> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getUUID("id"), DeliveryRows.contents(row)));
            return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
        });
    }

    private Future<List<Boolean>> beginAll(List<Beginning> begun) {
        return store.repeat(DeliverySql.BEGIN, Endings.beginnings(begun)).map(rows -> {
            Set<UUID> done = ids(rows);
            return begun.stream().map(one -> done.contains(one.waiting().id())).toList();
        });
    }

    private Future<List<Boolean>> endAll(List<Endings.End> ended) {
        return store.repeat(DeliverySql.END, Endings.endings(ended)).map(rows -> {
            Set<UUID> done = ids(rows);
            return ended.stream().map(one -> done.contains(one.waiting().id())).toList();
        });
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        return new HashSet<>(list(rows, row -> row.getUUID("id")));
    }

    private static Tuple leases(Collection<Lease> leases) {
        return Tuple.tuple()
                .addArrayOfString(texts(leases.stream().map(Lease::subscription).toList()))
                .addArrayOfLong(leases.stream().map(Lease::epoch).toArray(Long[]::new));
    }

    private static String[] texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }

    /** A statement that is at fault itself is our mistake: the log has it, the caller only that it was not done. */
    private static <T> Future<T> orUnavailable(Future<T> done) {
        return done.recover(failure -> {
            if (failure instanceof StoreException) {
                return Future.failedFuture(failure);
            }
            LOG.atError().addKeyValue(LogKey.CAUSE, failure).log("a statement on deliveries failed");
            return Future.failedFuture(new StoreException("the store refused a statement", failure));
        });
    }
}
