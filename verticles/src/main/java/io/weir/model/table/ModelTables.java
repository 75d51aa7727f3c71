package io.weir.model.table;

import io.weir.config.StoreConfig;
import io.weir.graph.model.Models;
import io.weir.store.Preparation;
import io.weir.store.RunningStore;
import io.weir.store.UnfitStoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the store's tables to the models: all of it in one transaction, or nothing. Nodes that do so at once wait for each
 * other, and whoever comes later finds it done. While an index is built on a table that there was before, nothing is written
 * to that table.
 */
public final class ModelTables implements Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTables.class);

    /** One at a time, since the catalog is read by several statements; the number means nothing. */
    private static final String LOCK = "select pg_advisory_xact_lock(7706543218856452)";

    /** Whoever waits for a lock on a table holds up all who come behind: others go on, and it is tried again. */
    private static final String PATIENCE = "set local lock_timeout = '3s'";

    /** Classes of SQLSTATE that say nothing of the statement, as that of a connection that is lost. */
    private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

    private final Models models;
    private final Set<String> allow;

    /**
     * What these models need.
     *
     * @param allow the words of steps that may be done though they are grave
     */
    public ModelTables(Models models, Set<String> allow) {
        this.models = models;
        this.allow = Set.copyOf(allow);
    }

    /** Whether other models need the same tables. */
    public boolean sameAs(Models others) {
        return ModelShapes.of(models).equals(ModelShapes.of(others));
    }

    /**
     * What there is to do in the store of a configuration. Starts nothing and changes nothing. Blocks.
     *
     * @throws IOException when the store cannot be reached; says why
     */
    public Plan plan(StoreConfig store) throws IOException {
        return RunningStore.ask(store, this::plan);
    }

    /** What there is to do. Changes nothing. Blocks. */
    Plan plan(DataSource source) throws SQLException {
        try (Connection connection = begin(source)) {
            return plan(connection);
        }
    }

    /** Does it. */
    @Override
    public void run(DataSource source) throws SQLException, UnfitStoreException {
        if (models.isEmpty()) {
            return;
        }
        try (Connection connection = begin(source)) {
            change(connection, plan(connection));
            connection.commit();
        }
    }

    /** A transaction, which is given up unless it is committed. */
    private static Connection begin(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            execute(connection, LOCK);
            execute(connection, PATIENCE);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private Plan plan(Connection connection) throws SQLException {
        Map<String, TableShape> found = Catalog.read(connection);
        return new Plan(Comparison.of(models, found, allow, (one, other) -> same(connection, one, other)), allow);
    }

    private static boolean same(Connection connection, String expression, String other) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select (%s)::text is not distinct from (%s)::text".formatted(expression, other))) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void change(Connection connection, Plan plan) throws SQLException, UnfitStoreException {
        if (!plan.refused().isEmpty()) {
            throw new UnfitStoreException(String.join("\n", plan.problems()));
        }
        for (Plan.Due due : plan.statements()) {
            change(connection, due);
        }
        plan.notes().forEach(note -> LOG.info("models: {}", note));
    }

    private static void change(Connection connection, Plan.Due due) throws SQLException, UnfitStoreException {
        try {
            execute(connection, due.statement().sql());
        } catch (SQLException failure) {
            String state = failure.getSQLState();
            if (state == null || PASSING.contains(state.substring(0, 2))) {
                throw failure;
            }
            throw new UnfitStoreException("the tables of the models were not changed: \"%s\" failed: %s %s"
                    .formatted(due.words(), state, failure.getMessage()));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
