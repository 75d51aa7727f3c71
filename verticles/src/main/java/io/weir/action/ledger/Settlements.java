package io.weir.action.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.GateReport;
import io.weir.store.Store;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends many claims with one statement. */
final class Settlements {

    private static final Settlement.Attempt NONE = new Settlement.Attempt(0, 0, "", "");

    private final Store store;

    Settlements(Store store) {
        this.store = store;
    }

    /** A claim and how it ends. */
    record Ending(Claim claim, Settlement settlement) {

        Settlement.Attempt attempt() {
            return settlement.attempt().orElse(NONE);
        }
    }

    /** For each ending, in order, whether it is stored. */
    Future<List<Boolean>> settle(List<Ending> endings) {
        return store.repeat(LedgerSql.SETTLE, values(endings)).compose(rows -> {
            Set<UUID> settled = ids(rows);
            List<Ending> others = endings.stream()
                    .filter(ending -> !settled.contains(ending.claim().id()))
                    .toList();
            return others.isEmpty()
                    ? Future.succeededFuture(verdicts(endings, settled))
                    : lookUp(endings, others, settled);
        });
    }

    /** What an earlier try stored whose answer was lost is stored. */
    private Future<List<Boolean>> lookUp(List<Ending> endings, List<Ending> others, Set<UUID> settled) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(column(others, ending -> ending.claim().id()).toArray(UUID[]::new))
                .addArrayOfLong(column(others, ending -> ending.claim().epoch()).toArray(Long[]::new));
        return store.repeat(LedgerSql.SETTLED_BEFORE, values).map(rows -> {
            settled.addAll(ids(rows));
            return verdicts(endings, settled);
        });
    }

    private static List<Boolean> verdicts(List<Ending> endings, Set<UUID> settled) {
        return endings.stream()
                .map(ending -> settled.contains(ending.claim().id()))
                .toList();
    }

    static Set<UUID> ids(RowSet<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }

    private static Tuple values(List<Ending> endings) {
        return Tuple.tuple()
                .addArrayOfUUID(column(endings, ending -> ending.claim().id()).toArray(UUID[]::new))
                .addArrayOfLong(
                        column(endings, ending -> ending.claim().epoch()).toArray(Long[]::new))
                .addArrayOfString(
                        column(endings, ending -> outcome(ending.settlement())).toArray(String[]::new))
                .addArrayOfBuffer(endings.stream()
                        .map(ending -> result(ending.settlement()))
                        .toArray(Buffer[]::new))
                .addArrayOfBuffer(endings.stream()
                        .map(ending -> failure(ending.settlement()))
                        .toArray(Buffer[]::new))
                .addArrayOfLong(
                        column(endings, ending -> pause(ending.settlement()).toMillis())
                                .toArray(Long[]::new))
                .addArrayOfBoolean(
                        column(endings, ending -> ending.attempt() != NONE).toArray(Boolean[]::new))
                .addArrayOfInteger(
                        column(endings, ending -> ending.attempt().httpStatus()).toArray(Integer[]::new))
                .addArrayOfString(
                        column(endings, ending -> text(ending.attempt().code())).toArray(String[]::new))
                .addArrayOfString(
                        column(endings, ending -> text(ending.attempt().detail()))
                                .toArray(String[]::new))
                .addArrayOfBuffer(endings.stream()
                        .map(ending -> gate(ending.settlement()))
                        .toArray(Buffer[]::new));
    }

    private static String outcome(Settlement settlement) {
        if (settlement instanceof Settlement.Completed) {
            return "COMPLETED";
        }
        if (settlement instanceof Settlement.Failed) {
            return "FAILED";
        }
        if (settlement instanceof Settlement.Answered) {
            return "ANSWERED";
        }
        return settlement instanceof Settlement.Again ? "AGAIN" : "RELEASED";
    }

    private static @Nullable Buffer result(Settlement settlement) {
        if (settlement instanceof Settlement.Answered answered) {
            return answered.result();
        }
        return settlement instanceof Settlement.Completed completed ? completed.result() : null;
    }

    private static @Nullable Buffer gate(Settlement settlement) {
        GateReport gate = null;
        if (settlement instanceof Settlement.Answered answered) {
            gate = answered.gate();
        } else if (settlement instanceof Settlement.Completed completed) {
            gate = completed.gate();
        }
        return gate == null ? null : GateDocuments.write(gate);
    }

    private static @Nullable Buffer failure(Settlement settlement) {
        if (settlement instanceof Settlement.Failed failed) {
            return Documents.ofFailure(failed.failure());
        }
        return settlement instanceof Settlement.Again again ? Documents.ofFailure(again.last()) : null;
    }

    private static Duration pause(Settlement settlement) {
        if (settlement instanceof Settlement.Released released) {
            return released.pause();
        }
        return settlement instanceof Settlement.Again again ? again.pause() : Duration.ZERO;
    }

    /** The log of attempts takes every character but one. */
    private static String text(String foreign) {
        return foreign.replace('\0', '\uFFFD');
    }

    private static <T> List<T> column(List<Ending> endings, Function<Ending, T> value) {
        return endings.stream().map(value).toList();
    }
}
