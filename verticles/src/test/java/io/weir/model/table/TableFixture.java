package io.weir.model.table;

import io.weir.graph.model.Models;
import io.weir.store.UnfitStoreException;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty database, and short words for what models make of it. */
final class TableFixture {

    final PostgresDatabase database = Postgres.database();
    final DataSource source = source(database);

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

    private static DataSource source(PostgresDatabase database) {
        String[] parts = database.uri().split("[/:@]");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://%s:%s/%s".formatted(parts[5], parts[6], parts[7]));
        source.setUser(parts[3]);
        source.setPassword(parts[4]);
        return source;
    }
}
