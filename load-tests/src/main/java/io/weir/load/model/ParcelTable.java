package io.weir.load.model;

import io.weir.load.node.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the store holds of a run's rows and events, asked beside the node. One thread at a time. */
public final class ParcelTable implements AutoCloseable {

    private final Connection connection;

    /** Connects. */
    public ParcelTable(Postgres postgres) throws SQLException {
        connection = postgres.connect();
    }

    /** All rows. */
    long rows() throws SQLException {
        return number("select count(*) from weir_model.\"Parcel\"");
    }

    /** The versions of all rows together: one for each change. */
    long changes() throws SQLException {
        return number("select coalesce(sum(version), 0) from weir_model.\"Parcel\"");
    }

    /** The events of rows in the log. */
    long events() throws SQLException {
        return number("select count(*) from weir.log_event where topic like 'model.Parcel.%'");
    }

    /** Whether no event is still on its way to the log. */
    boolean relayed() throws SQLException {
        return number("select count(*) from weir.model_event") == 0;
    }

    private long number(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
