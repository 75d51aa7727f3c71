package io.weir.action.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.ChangeAction;
import io.weir.store.Batched;
import io.weir.store.Store;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in PostgreSQL. What many actions do at once, being accepted, begun and settled, shares statements and
 * commits; where an answer was lost with its connection, the statement runs again, and none of them does anything twice.
 */
public final class PgLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(PgLedger.class);

    /** How many one statement serves: what a commit costs is shared well before that. */
    private static final int BATCH = 256;

    /** How many statements store plain actions at once: one works while another commits. */
    private static final int AT_ONCE = 2;

    /** How many rows one statement deletes: few enough that nobody waits for it. */
    private static final int PORTION = 1_000;

    /** A row was there before: of the same id, or in progress of the same serial key. */
    static final String UNIQUE_VIOLATION = "23505";

    private final Store store;
    private final Batched<NewAction, Acceptance> acceptances;
    private final Batched<NewAction, Acceptance> plainAcceptances;
    private final Batched<Claim, Optional<Integer>> beginnings;
    private final Batched<Settlements.Ending, Boolean> settlements;

    /** The ledger in a store that is started elsewhere. */
    public PgLedger(Vertx vertx, Store store) {
        this.store = store;
        Acceptances acceptances = new Acceptances(store);
        this.acceptances = new Batched<>(vertx, BATCH, acceptances::accept);
        this.plainAcceptances = new Batched<>(vertx, BATCH, AT_ONCE, acceptances::acceptPlain);
        this.beginnings = new Batched<>(vertx, BATCH, this::beginAll);
        this.settlements = new Batched<>(vertx, BATCH, new Settlements(store)::settle);
    }

    @Override
    public Future<Acceptance> accept(NewAction action) {
        return orUnavailable((Acceptances.plain(action) ? plainAcceptances : acceptances).add(action));
    }

    @Override
    public Future<List<Claim>> claim(Map<String, Integer> free, int total, String node, Duration lease) {
        List<String> fields = List.copyOf(free.keySet());
        Tuple values = Tuple.of(
                fields.toArray(String[]::new),
                fields.stream().map(free::get).toArray(Integer[]::new),
                total,
                node,
                lease.toMillis());
        Future<List<Claim>> claimed = store.execute(LedgerSql.CLAIM_DUE, values)
                .recover(failure -> isRivalOfSerialKey(failure)
                        ? store.execute(LedgerSql.CLAIM_DUE, values)
                        : Future.failedFuture(failure))
                .map(PgLedger::claims);
        return orUnavailable(claimed);
    }

    @Override
    public Future<List<Claim>> claimAnswered(int max, String node, Duration lease) {
        return orUnavailable(store.execute(LedgerSql.CLAIM_ANSWERED, Tuple.of(max, node, lease.toMillis()))
                .map(PgLedger::claims));
    }

    @Override
    public Future<Optional<Integer>> begin(Claim claim) {
        return orUnavailable(beginnings.add(claim));
    }

    @Override
    public Future<List<UUID>> renew(Collection<Claim> claims, Duration lease) {
        Tuple values = Tuple.of(ids(claims), epochs(claims), lease.toMillis());
        return orUnavailable(store.repeat(LedgerSql.RENEW, values).map(rows -> List.copyOf(Settlements.ids(rows))));
    }

    @Override
    public Future<Boolean> settle(Claim claim, Settlement settlement) {
        return orUnavailable(settlements.add(new Settlements.Ending(claim, settlement)));
    }

    @Override
    public Future<List<UUID>> expire(int max) {
        return orUnavailable(
                store.execute(LedgerSql.EXPIRE, Tuple.of(max)).map(rows -> List.copyOf(Settlements.ids(rows))));
    }

    @Override
    public Future<List<ActionReport>> read(Collection<UUID> ids, String owner, boolean details) {
        Tuple values = Tuple.of(ids.toArray(UUID[]::new), owner);
        return orUnavailable(store.repeat(details ? LedgerSql.READ_DETAILS : LedgerSql.READ, values)
                .map(rows -> {
                    List<ActionReport> reports = new ArrayList<>();
                    rows.forEach(row -> reports.add(details ? Rows.detailedReport(row) : Rows.report(row, false)));
                    return reports;
                }));
    }

    @Override
    public Future<Changed> change(UUID id, String owner, ChangeAction.Change change, Terms terms) {
        Future<RowSet<Row>> changed = switch (change) {
            case CANCEL -> store.repeat(LedgerSql.CANCEL, Tuple.of(id, owner));
            case RETRY ->
                store.execute(
                        LedgerSql.RETRY,
                        Tuple.of(
                                id,
                                owner,
                                terms.attempts(),
                                terms.deadline().toMillis(),
                                terms.expiry().toMillis()));
        };
        return orUnavailable(changed.compose(rows -> rows.size() == 0
                ? unchanged(id, owner, change)
                : Future.succeededFuture(
                        new Changed.Done(Rows.report(rows.iterator().next(), false)))));
    }

    @Override
    public Future<Map<String, Backlog>> backlog() {
        return orUnavailable(store.repeat(LedgerSql.BACKLOG, Tuple.tuple()).map(rows -> {
            Map<String, Backlog> fields = new HashMap<>();
            rows.forEach(row -> fields.put(
                    row.getString("field"), new Backlog(row.getLong("waiting"), row.getLong("oldest_millis"))));
            return fields;
        }));
    }

    /** Keys first, and an action no sooner than its key, which is older: a key names an action that is there. */
    @Override
    public Future<Integer> forget(Duration ended, Duration keyed) {
        Duration age = ended.compareTo(keyed) < 0 ? keyed : ended;
        return orUnavailable(delete(LedgerSql.FORGET_KEYS, keyed)
                .compose(keys -> keys == PORTION
                        ? Future.succeededFuture(keys)
                        : delete(LedgerSql.FORGET_ACTIONS, age).map(actions -> keys + actions)));
    }

    private Future<Integer> delete(String statement, Duration age) {
        return store.repeat(statement, Tuple.of(age.toMillis(), PORTION)).map(RowSet::rowCount);
    }

    private Future<List<Optional<Integer>>> beginAll(List<Claim> claims) {
        Tuple values = Tuple.of(
                ids(claims),
                epochs(claims),
                claims.stream().map(Claim::attempts).toArray(Integer[]::new));
        return store.repeat(LedgerSql.BEGIN, values).map(rows -> {
            Set<UUID> begun = Settlements.ids(rows);
            return claims.stream()
                    .map(claim ->
                            begun.contains(claim.id()) ? Optional.of(claim.attempts() + 1) : Optional.<Integer>empty())
                    .toList();
        });
    }

    /** An action that was taken back before is taken back; any other is in a state that does not allow the change. */
    private Future<Changed> unchanged(UUID id, String owner, ChangeAction.Change change) {
        return read(List.of(id), owner, false).map(reports -> {
            if (reports.isEmpty()) {
                return new Changed.Unknown();
            }
            ActionReport report = reports.get(0);
            boolean already = change == ChangeAction.Change.CANCEL && report.state() == ActionState.CANCELED;
            return already ? new Changed.Done(report) : new Changed.Refused(report);
        });
    }

    private static List<Claim> claims(RowSet<Row> rows) {
        List<Claim> claims = new ArrayList<>();
        rows.forEach(row -> claims.add(Rows.claim(row)));
        return claims;
    }

    /** Two nodes claimed actions of one serial key: the second one is too late. */
    private static boolean isRivalOfSerialKey(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    /** A statement that is at fault itself is our mistake: the log has it, the caller only that nothing was stored. */
    private static <T> Future<T> orUnavailable(Future<T> answer) {
        return answer.recover(failure -> {
            if (failure instanceof StoreException) {
                return Future.failedFuture(failure);
            }
            LOG.atError().addKeyValue(LogKey.CAUSE, failure).log("the ledger's statement failed");
            return Future.failedFuture(new StoreException("the store refused a statement", failure));
        });
    }

    private static UUID[] ids(Collection<Claim> claims) {
        return claims.stream().map(Claim::id).toArray(UUID[]::new);
    }

    private static Long[] epochs(Collection<Claim> claims) {
        return claims.stream().map(Claim::epoch).toArray(Long[]::new);
    }
}
