package io.weir.load.action;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What an acceptance is compared with: a row that Weir wrote, written again and again under other ids into a table of the
 * same columns and indexes, one {@code insert … commit} for each. A thread and a connection for each client.
 */
final class BareInserts implements AutoCloseable {

    private static final String COLUMNS = "field, owner, state, arguments, headers, operation, serial_key, awaited,"
            + " due_at, node, epoch, max_attempts, deadline_millis, expires_at";
    private static final String SAMPLE = "select " + COLUMNS + " from weir.action where state = 'ACCEPTED' limit 1";
    private static final String INSERT =
            "insert into weir_load.action (id, " + COLUMNS + ") values (?" + ", ?".repeat(14) + ")";

    private final List<Connection> connections = new ArrayList<>();
    private final List<@Nullable Object> row = new ArrayList<>();

    /** Connects the clients and takes the row from Weir's table, where at least one action waits. */
    BareInserts(Postgres postgres, int clients) throws SQLException {
        for (int i = 0; i < clients; i++) {
            connections.add(postgres.connect());
        }
        try (Statement statement = connections.get(0).createStatement();
                ResultSet sample = statement.executeQuery(SAMPLE)) {
            sample.next();
            for (int column = 1; column <= sample.getMetaData().getColumnCount(); column++) {
                row.add(sample.getObject(column));
            }
        }
    }

    /** Inserts for this long; the time of each insert goes into {@code latencyMicros}. Answers how many there were. */
    long run(Duration time, Histogram latencyMicros) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(connections.size());
        try {
            List<Future<Histogram>> clients = connections.stream()
                    .map(connection -> threads.submit(() -> insertUntil(deadline, connection)))
                    .toList();
            long inserts = 0;
            for (Future<Histogram> client : clients) {
                latencyMicros.add(client.get());
                inserts += client.get().getTotalCount();
            }
            return inserts;
        } catch (ExecutionException e) {
            throw new SQLException("a bare insert failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Histogram insertUntil(long deadline, Connection connection) throws SQLException {
        Histogram latencyMicros = Tally.histogram();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int column = 0; column < row.size(); column++) {
                insert.setObject(column + 2, row.get(column));
            }
            long began = System.nanoTime();
            while (began - deadline < 0) {
                insert.setObject(1, UUID.randomUUID());
                insert.executeUpdate();
                long ended = System.nanoTime();
                Tally.record(latencyMicros, ended - began);
                began = ended;
            }
        }
        return latencyMicros;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
