package io.weir.store;

import java.util.EnumSet;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the tables to what this Weir works with. Several nodes may do so at once: a lock in the database orders them. */
final class Migrations {

    /** Where everything of Weir's is: the database may be someone else's too. */
    private static final String SCHEMA = "weir";

    private static final Set<MigrationState> FUTURE =
            EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private Migrations() {}

    /**
     * Blocks until the tables are there.
     *
     * @throws NewerSchemaException when the tables are newer than this Weir
     * @throws org.flywaydb.core.api.FlywayException when the server cannot be reached, or does not allow it
     */
    static void run(DataSource source) throws NewerSchemaException {
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .schemas(SCHEMA)
                .table("schema_history")
                .locations("classpath:io/weir/store/migration")
                .cleanDisabled(true);
        Flyway flyway = configuration.load();
        refuseNewer(flyway);
        flyway.migrate();
        refuseNewer(flyway); // another node may have been faster, and newer
    }

    private static void refuseNewer(Flyway flyway) throws NewerSchemaException {
        String known = "0";
        for (MigrationInfo migration : flyway.info().all()) {
            String version = migration.isVersioned() && migration.getVersion() != null
                    ? migration.getVersion().getVersion()
                    : known; // the mark that the schema was made has none
            if (FUTURE.contains(migration.getState())) {
                throw new NewerSchemaException(version, known);
            }
            known = version;
        }
    }
}
