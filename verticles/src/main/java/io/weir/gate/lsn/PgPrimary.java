package io.weir.gate.lsn;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.weir.store.RemoteServer;

/** A primary that is asked in SQL. Its user needs no rights but to log in. */
final class PgPrimary implements Primary {

    /** The insert position: a commit that does not wait for the disk (synchronous_commit=off) is not flushed yet. */
    private static final String END = """
            select system.system_identifier as cluster,
              ('x' || left(pg_walfile_name(log.inserted), 8))::bit(32)::int as timeline,
              (log.inserted - '0/0')::bigint as inserted,
              (pg_current_wal_flush_lsn() - '0/0')::bigint as flushed,
              sizes.wal_block_size as page, sizes.bytes_per_wal_segment as segment
            from (select pg_current_wal_insert_lsn() as inserted offset 0) log,
              pg_control_system() system, pg_control_init() sizes
            """;

    /** A commit flushes all that stands before it. */
    private static final String FLUSH = """
            select pg_logical_emit_message(true, 'weir', '')
            where (pg_current_wal_flush_lsn() - '0/0')::bigint < $1
            """;

    private final RemoteServer server;

    PgPrimary(RemoteServer server) {
        this.server = server;
    }

    @Override
    public Future<WalEnd> end() {
        return server.execute(END, Tuple.tuple())
                .map(rows -> end(rows.iterator().next()));
    }

    private static WalEnd end(Row row) {
        return new WalEnd(
                row.getLong("cluster"),
                row.getInteger("timeline"),
                WalEnd.ofLastRecord(row.getLong("inserted"), row.getInteger("page"), row.getInteger("segment")),
                row.getLong("flushed"));
    }

    @Override
    public void flush(long lsn) {
        server.execute(FLUSH, Tuple.of(lsn));
    }

    @Override
    public Future<Void> close() {
        return server.close();
    }
}
