package io.weir.gate.token;

import io.vertx.core.Future;
import io.weir.gate.ledger.KeyLedger;
import io.weir.gate.ledger.SealKey;
import io.weir.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;

/** Keys in memory, which nodes share. Time passes when the test says so. */
final class FakeKeys implements KeyLedger {

    volatile boolean away;
    volatile int questions;
    private List<SealKey> keys = List.of();

    @Override
    public synchronized Future<List<SealKey>> keys() {
        questions++;
        return away
                ? Future.failedFuture(new StoreException("away", new IllegalStateException()))
                : Future.succeededFuture(keys);
    }

    @Override
    public synchronized Future<List<SealKey>> rotate(SecretKey fresh, Duration rotation, Duration keep) {
        if (!away && (keys.isEmpty() || newest().age().compareTo(rotation) >= 0)) {
            List<SealKey> more = new ArrayList<>(keys);
            more.add(new SealKey(keys.isEmpty() ? 1 : newest().id() + 1, fresh, Duration.ZERO));
            keys = more;
        }
        return keys();
    }

    synchronized void pass(Duration time) {
        keys = keys.stream()
                .map(key -> new SealKey(key.id(), key.secret(), key.age().plus(time)))
                .toList();
    }

    synchronized void delete(int id) {
        keys = keys.stream().filter(key -> key.id() != id).toList();
    }

    synchronized int count() {
        return keys.size();
    }

    private SealKey newest() {
        return keys.get(keys.size() - 1);
    }
}
