package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Acceptance;
import io.weir.action.ledger.Backlog;
import io.weir.action.ledger.Changed;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.NewAction;
import io.weir.action.ledger.Settlement;
import io.weir.action.ledger.Terms;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.ChangeAction;
import io.weir.bus.GateReport;
import io.weir.flow.Timing;
import io.weir.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The ledger's promises, kept in memory. Goes away when a test says so. */
final class FakeLedger implements Ledger {

    final Map<UUID, Row> rows = new LinkedHashMap<>();
    /** What was stored, in order. */
    final List<Settlement> settlements = new ArrayList<>();

    int claims;
    int renewals;
    boolean away;
    Map<String, Backlog> backlog = Map.of();
    /** No claim is answered before. */
    Future<Void> claimable = Future.succeededFuture();

    /** Whose clock is the store's: that of a node that lives. */
    Timing timing;

    /** One action. */
    static final class Row {
        NewAction action;
        ActionState state = ActionState.ACCEPTED;
        long epoch;
        String node = "";
        int attempts;
        int lost;
        boolean open;
        boolean cancelRequested;
        long acceptedAt;
        long dueAt;
        long begunAt;
        Buffer result;
        ActionFailure failure;
        ActionFailure last;
        long answeredAt;
        GateReport gate;
        final List<Settlement.Attempt> log = new ArrayList<>();
    }

    FakeLedger(Timing timing) {
        this.timing = timing;
    }

    Row only() {
        return rows.values().iterator().next();
    }

    private <T> Future<T> answer(Supplier<T> answer) {
        return away
                ? Future.failedFuture(new StoreException("away", new IllegalStateException("away")))
                : Future.succeededFuture(answer.get());
    }

    @Override
    public Future<Acceptance> accept(NewAction action) {
        return answer(() -> {
            for (Row row : rows.values()) {
                Optional<NewAction.Key> key = row.action.key();
                if (key.isPresent()
                        && action.key().isPresent()
                        && key.get().name().equals(action.key().get().name())) {
                    return key.get().fingerprint().equals(action.key().get().fingerprint())
                            ? new Acceptance.Known(report(row))
                            : new Acceptance.KeyReused();
                }
            }
            Row row = new Row();
            row.action = action;
            row.acceptedAt = timing.millis();
            row.dueAt = timing.millis();
            rows.put(action.id(), row);
            if (action.claimedBy().isEmpty() || blocked(row)) {
                return new Acceptance.Stored(report(row), Optional.empty());
            }
            NewAction.Holder holder = action.claimedBy().get();
            return new Acceptance.Stored(report(row), Optional.of(claim(row, holder.node(), holder.lease())));
        });
    }

    @Override
    public Future<List<Claim>> claim(Map<String, Integer> free, int total, String node, Duration lease) {
        claims++;
        return claimable.compose(answered -> answer(() -> {
            Map<String, Integer> left = new HashMap<>(free);
            List<Claim> taken = new ArrayList<>();
            for (Row row : rows.values()) {
                if (taken.size() < total && due(row) && left.getOrDefault(row.action.field(), 0) > 0 && !blocked(row)) {
                    left.merge(row.action.field(), -1, Integer::sum);
                    taken.add(claim(row, node, lease));
                }
            }
            return taken;
        }));
    }

    private boolean due(Row row) {
        boolean inTime =
                row.attempts > 0 || row.acceptedAt + row.action.terms().expiry().toMillis() > timing.millis();
        return !row.state.ended()
                && row.answeredAt == 0
                && row.dueAt <= timing.millis()
                && (inTime || row.state == ActionState.IN_PROGRESS);
    }

    private boolean blocked(Row row) {
        String serial = row.action.serialKey();
        return serial != null
                && rows.values().stream()
                        .takeWhile(older -> older != row)
                        .anyMatch(older -> serial.equals(older.action.serialKey())
                                && !older.state.ended()
                                && older.answeredAt == 0);
    }

    private Claim claim(Row row, String node, Duration lease) {
        row.lost = row.state == ActionState.IN_PROGRESS ? row.lost + 1 : 0;
        row.state = ActionState.IN_PROGRESS;
        row.epoch++;
        row.node = node;
        row.dueAt = timing.millis() + lease.toMillis();
        long spent = row.begunAt == 0 ? 0 : timing.millis() - row.begunAt;
        return new Claim(
                row.action.id(),
                row.epoch,
                row.action.field(),
                row.action.arguments(),
                row.action.headers(),
                row.attempts,
                row.action.terms().attempts(),
                row.open,
                row.lost,
                row.action.awaited(),
                row.action.terms().deadline().toMillis() - spent,
                timing.millis() - row.acceptedAt,
                row.last,
                row.cancelRequested,
                row.answeredAt == 0 ? null : new Claim.Answer(row.result, timing.millis() - row.answeredAt, row.gate));
    }

    @Override
    public Future<List<Claim>> claimAnswered(int max, String node, Duration lease) {
        return answer(() -> rows.values().stream()
                .filter(row -> !row.state.ended() && row.answeredAt > 0 && row.dueAt <= timing.millis())
                .limit(max)
                .map(row -> claim(row, node, lease))
                .toList());
    }

    private boolean held(Claim claim) {
        Row row = rows.get(claim.id());
        return row.state == ActionState.IN_PROGRESS && row.epoch == claim.epoch();
    }

    @Override
    public Future<Optional<Integer>> begin(Claim claim) {
        return answer(() -> {
            if (!held(claim)) {
                return Optional.empty();
            }
            Row row = rows.get(claim.id());
            row.begunAt = row.begunAt == 0 ? timing.millis() : row.begunAt;
            row.open = true;
            return Optional.of(++row.attempts);
        });
    }

    @Override
    public Future<List<UUID>> renew(Collection<Claim> held, Duration lease) {
        renewals++;
        return answer(() -> {
            List<UUID> renewed = new ArrayList<>();
            held.stream().filter(this::held).forEach(claim -> {
                rows.get(claim.id()).dueAt = timing.millis() + lease.toMillis();
                renewed.add(claim.id());
            });
            return renewed;
        });
    }

    @Override
    public Future<Boolean> settle(Claim claim, Settlement settlement) {
        return answer(() -> {
            if (!held(claim)) {
                return false;
            }
            Row row = rows.get(claim.id());
            settlement.attempt().ifPresent(attempt -> {
                row.log.add(attempt);
                row.open = false;
            });
            if (settlement instanceof Settlement.Completed completed) {
                row.state = ActionState.COMPLETED;
                row.result = completed.result();
                row.gate = completed.gate();
            } else if (settlement instanceof Settlement.Answered answered) {
                row.result = answered.result();
                row.gate = answered.gate();
                row.answeredAt = timing.millis();
            } else if (settlement instanceof Settlement.Failed failed) {
                row.state = ActionState.FAILED;
                row.failure = failed.failure();
            } else if (settlement instanceof Settlement.Again again) {
                row.last = again.last();
                row.dueAt = timing.millis() + again.pause().toMillis();
                row.state = row.cancelRequested ? ActionState.CANCELED : ActionState.RETRY_WAIT;
            } else if (settlement instanceof Settlement.Released released) {
                row.dueAt = timing.millis() + released.pause().toMillis();
                row.state = row.answeredAt > 0 ? ActionState.IN_PROGRESS : ActionState.RETRY_WAIT;
            }
            settlements.add(settlement);
            return true;
        });
    }

    @Override
    public Future<List<UUID>> expire(int max) {
        return answer(() -> {
            List<UUID> expired = new ArrayList<>();
            for (Row row : rows.values()) {
                if (row.attempts == 0
                        && row.state == ActionState.ACCEPTED
                        && row.acceptedAt + row.action.terms().expiry().toMillis() <= timing.millis()) {
                    row.state = ActionState.EXPIRED;
                    expired.add(row.action.id());
                }
            }
            return expired;
        });
    }

    @Override
    public Future<List<ActionReport>> read(Collection<UUID> ids, String owner, boolean details) {
        return answer(() -> ids.stream()
                .map(rows::get)
                .filter(row -> row != null && row.action.owner().equals(owner))
                .map(this::report)
                .toList());
    }

    @Override
    public Future<Changed> change(UUID id, String owner, ChangeAction.Change change, Terms terms) {
        return answer(() -> {
            Row row = rows.get(id);
            if (row.answeredAt > 0) {
                return new Changed.Refused(report(row));
            }
            if (change == ChangeAction.Change.CANCEL && row.state == ActionState.IN_PROGRESS) {
                row.cancelRequested = true;
                return new Changed.Done(report(row));
            }
            if (row.state.ended() == (change == ChangeAction.Change.CANCEL)) {
                return new Changed.Refused(report(row));
            }
            row.state = change == ChangeAction.Change.CANCEL ? ActionState.CANCELED : ActionState.ACCEPTED;
            row.attempts = 0;
            row.dueAt = timing.millis();
            return new Changed.Done(report(row));
        });
    }

    @Override
    public Future<Map<String, Backlog>> backlog() {
        return answer(() -> backlog);
    }

    @Override
    public Future<Integer> forget(Duration ended, Duration keyed) {
        return answer(() -> 0);
    }

    private ActionReport report(Row row) {
        return new ActionReport(
                row.action.id().toString(),
                row.action.field(),
                row.state,
                row.acceptedAt,
                0,
                row.attempts,
                row.result,
                row.failure,
                false,
                null,
                null,
                row.gate);
    }
}
