package io.weir.gate.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.store.Store;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys in PostgreSQL. Where an answer is lost with its connection, the statement runs again; none does harm twice. */
public final class PgKeyLedger implements KeyLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PgKeyLedger.class);

    private static final String CIPHER = "AES";

    private static final String KEYS = """
            select id, secret, (extract(epoch from clock_timestamp() - made_at) * 1000)::bigint as age_millis
            from weir.consistency_key order by id
            """;

    /** The number is that behind the newest, so that whoever makes one at the same time collides. */
    private static final String ADD = """
            insert into weir.consistency_key (id, secret)
            select coalesce(max(id), 0) + 1, $1 from weir.consistency_key
            having coalesce(max(made_at) <= clock_timestamp() - $2 * interval '1 millisecond', true)
            on conflict (id) do nothing
            """;

    private static final String FORGET = """
            delete from weir.consistency_key old where exists (
              select from weir.consistency_key newer
              where newer.id > old.id and newer.made_at < clock_timestamp() - $1 * interval '1 millisecond'
            )
            """;

    private final Store store;

    /** The keys in a store that is started elsewhere. */
    public PgKeyLedger(Store store) {
        this.store = store;
    }

    @Override
    public Future<List<SealKey>> keys() {
        return ask(KEYS, Tuple.tuple()).map(PgKeyLedger::keys);
    }

    @Override
    public Future<List<SealKey>> rotate(SecretKey fresh, Duration rotation, Duration keep) {
        return ask(ADD, Tuple.of(Buffer.buffer(fresh.getEncoded()), rotation.toMillis()))
                .compose(added -> ask(FORGET, Tuple.of(keep.toMillis())))
                .compose(forgotten -> keys());
    }

    /** A statement that is at fault itself is our mistake: the log has it, the caller only that it was not done. */
    private Future<RowSet<Row>> ask(String statement, Tuple values) {
        return store.repeat(statement, values).recover(failure -> {
            if (failure instanceof StoreException) {
                return Future.failedFuture(failure);
            }
            LOG.atError().addKeyValue(LogKey.CAUSE, failure).log("a statement about the keys of tokens failed");
            return Future.failedFuture(new StoreException("the store refused a statement", failure));
        });
    }

    private static List<SealKey> keys(RowSet<Row> rows) {
        List<SealKey> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(new SealKey(
                row.getInteger("id"),
                new SecretKeySpec(row.getBuffer("secret").getBytes(), CIPHER),
                Duration.ofMillis(row.getLong("age_millis")))));
        return keys;
    }
}
