package io.weir.action.ledger;

import static io.weir.store.StoreFixture.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.config.PoolConfig;
import io.weir.store.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A ledger over an empty database, and short words for what tests do with it. */
final class LedgerFixture implements AutoCloseable {

    final StoreFixture store;
    final PgLedger ledger;

    LedgerFixture() {
        this(new StoreFixture());
    }

    LedgerFixture(StoreFixture store) {
        this.store = store;
        this.ledger = new PgLedger(store.vertx(), store.store());
    }

    /** Another node's ledger over the same database. */
    LedgerFixture another() {
        StoreFixture other = new StoreFixture(store.database(), PoolConfig.DEFAULT);
        await(other.store().start());
        return new LedgerFixture(other);
    }

    Acceptance accept(NewAction action) {
        return await(ledger.accept(action));
    }

    UUID accepted(NewAction action) {
        accept(action);
        return action.id();
    }

    List<UUID> accepted(int count, String field) {
        List<UUID> ids = new ArrayList<>();
        List<Future<Acceptance>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewAction action = Actions.action(field);
            ids.add(action.id());
            all.add(ledger.accept(action));
        }
        await(Future.all(all));
        return ids;
    }

    List<Claim> claim(Map<String, Integer> free, int total) {
        return await(ledger.claim(free, total, "node", Actions.LEASE));
    }

    /** The only action of a field that is due. */
    Claim claimOne(String field) {
        List<Claim> claims = claim(Map.of(field, 2), 2);
        if (claims.size() != 1) {
            throw new AssertionError("claimed " + claims.size());
        }
        return claims.get(0);
    }

    boolean settle(Claim claim, Settlement settlement) {
        return await(ledger.settle(claim, settlement));
    }

    ActionReport read(UUID id) {
        return await(ledger.read(List.of(id), "", false)).get(0);
    }

    /** Lets a lease run out. */
    void loseLease(UUID id) {
        update("due_at = now() - interval '1 second'", id);
    }

    void update(String assignment, UUID id) {
        store.database().update("update weir.action set " + assignment + " where id = '" + id + "'");
    }

    static Settlement.Completed completed(int attempt) {
        return new Settlement.Completed(Optional.of(new Settlement.Attempt(attempt, 200, "", "")), Buffer.buffer("{}"));
    }

    static Settlement.Again again(int attempt, Duration pause) {
        return new Settlement.Again(
                Optional.of(new Settlement.Attempt(attempt, 503, "ACTION_FAILED", "busy")), pause, Actions.FAILURE);
    }

    @Override
    public void close() {
        store.close();
    }
}
