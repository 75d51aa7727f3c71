package io.weir.model.table;

import io.weir.graph.model.Models;
import io.weir.store.UnfitStoreException;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** An empty database, and short words for what models make of it. */
final class TableFixture {

    final PostgresDatabase database = Postgres.database();
    final DataSource source = database.source();

    TableFixture() {
        database.update("create schema weir_model");
    }

    void migrate(Models models, String... allow) {
        try {
            new ModelTables(models, Set.of(allow)).run(source);
        } catch (SQLException | UnfitStoreException e) {
            throw new AssertionError(e);
        }
    }

    Plan plan(Models models, String... allow) {
        try {
            return new ModelTables(models, Set.of(allow)).plan(source);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The steps that are left, those which only say what is kept included. */
    List<String> steps(Models models, String... allow) {
        return plan(models, allow).steps().stream()
                .map(step -> step.kind() + " " + step.words())
                .toList();
    }
}
