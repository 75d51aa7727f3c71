package io.weir.load.action;

import io.weir.load.node.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the store holds of a run's actions, asked beside the node. One thread at a time. */
public final class ActionTable implements AutoCloseable {

    private final Connection connection;

    /**
     * Connects.
     *
     * @throws IllegalStateException when the database has tables of a node, or of another run, which this one would delete
     */
    public ActionTable(Postgres postgres) throws SQLException {
        connection = postgres.connect();
        if (flag("select coalesce(to_regnamespace('weir'), to_regnamespace('weir_load')) is not null")) {
            connection.close();
            throw new IllegalStateException(
                    "the database has a schema weir or weir_load: name one without, or drop them if they are of an"
                            + " earlier run");
        }
    }

    /**
     * How far the actions are.
     *
     * @param begun those that were tried
     * @param right those that were done by their first attempt
     */
    record Count(long all, long begun, long right) {}

    Count count() throws SQLException {
        String question = "select count(*), count(*) filter (where attempts > 0),"
                + " count(*) filter (where state = 'COMPLETED' and attempts = 1) from weir.action";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return new Count(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** Whether every action has ended. */
    boolean ended() throws SQLException {
        return flag("select not exists (select from weir.action where finished_at is null)");
    }

    /** Makes the same table without a node. */
    void addBare() throws SQLException {
        run("create schema weir_load");
        run("create table weir_load.action (like weir.action including all)");
    }

    /** Forgets all actions. */
    public void clear() throws SQLException {
        run("truncate weir.action, weir.idempotency_key");
    }

    /** Leaves the database as it was. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            run("drop schema if exists weir, weir_load cascade");
        }
    }

    private boolean flag(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void run(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
