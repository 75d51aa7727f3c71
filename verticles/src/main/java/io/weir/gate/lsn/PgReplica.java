package io.weir.gate.lsn;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.weir.store.RemoteServer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replica that is asked in SQL. Its user needs {@code pg_read_all_stats}, to see which timeline it follows. */
final class PgReplica implements Replica {

    private static final Logger LOG = LoggerFactory.getLogger(PgReplica.class);

    /** The control file lags behind a change of the timeline; who receives the log knows at once. */
    private static final String REPLAY = """
            select pg_is_in_recovery() as replica,
              system.system_identifier as cluster,
              greatest(receiver.received_tli, point.timeline_id, recovery.min_recovery_end_timeline) as timeline,
              receiver.pid is not null and receiver.received_tli is null as blind,
              coalesce((pg_last_wal_replay_lsn() - '0/0')::bigint, 0) as lsn
            from pg_control_system() system
              cross join pg_control_checkpoint() point
              cross join pg_control_recovery() recovery
              left join pg_stat_wal_receiver receiver on true
            """;

    private final RemoteServer server;
    private final String name;
    private boolean warned;

    PgReplica(RemoteServer server, String name) {
        this.server = server;
        this.name = name;
    }

    @Override
    public Future<Replay> replay() {
        return server.execute(REPLAY, Tuple.tuple())
                .map(rows -> replay(rows.iterator().next()));
    }

    private Replay replay(Row row) {
        boolean blind = row.getBoolean("blind");
        if (blind && !warned) {
            LOG.warn("{} does not tell its timeline: grant pg_read_all_stats to the user", name);
        }
        warned = blind;
        return new Replay(
                row.getBoolean("replica"),
                row.getLong("cluster"),
                blind ? 0 : Objects.requireNonNull(row.getInteger("timeline")),
                row.getLong("lsn"));
    }

    @Override
    public Future<Void> close() {
        return server.close();
    }
}
