package io.weir.load.stream;

import io.weir.load.node.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the store holds of the log, asked beside the node. One thread at a time. */
final class LogTable implements AutoCloseable {

    private static final String HEAD = "select position from weir.log_head";
    private static final String COUNT = "select count(*) from weir.log_event where position > ?";
    private static final int POLL_MILLIS = 10;

    private final Connection connection;

    /** Connects; the node has made its tables when it is asked. */
    LogTable(Postgres postgres) throws SQLException {
        connection = postgres.connect();
    }

    /** The position of the last event. */
    long head() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Waits until so many events stand behind a position; fails when that takes too long, or there are more. */
    void awaitStored(long after, long events, Duration patience) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long stored = 0;
        while (stored < events) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "%d of %d events were stored after %d s".formatted(stored, events, patience.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            // The head is one row; positions have gaps, so only a count tells that all are there.
            stored = head() - after < events ? 0 : count(after);
        }
        if (stored > events) {
            throw new IllegalStateException("%d events were stored, not %d".formatted(stored, events));
        }
    }

    private long count(long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setLong(1, after);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
