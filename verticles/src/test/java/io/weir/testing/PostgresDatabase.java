package io.weir.testing;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database of {@link Postgres}, and the test's own way into it.
 *
 * @param uri where it is, credentials included: what {@code store.uri} takes
 */
public record PostgresDatabase(String uri) {

    /** A connection for the test's own side, beside the pool under test. */
    public Connection connect() throws SQLException {
        return source().getConnection();
    }

    /** The same for what takes a source of connections. */
    public DataSource source() {
        URI parts = URI.create(uri);
        String[] credentials = parts.getUserInfo().split(":", 2);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://%s:%d%s".formatted(parts.getHost(), parts.getPort(), parts.getPath()));
        source.setUser(credentials[0]);
        source.setPassword(credentials[1]);
        return source;
    }

    /** Another database with all that this one has now; no one may be connected to it. */
    public PostgresDatabase copy() {
        return Postgres.copy(name());
    }

    /** The name of the database. */
    public String name() {
        return URI.create(uri).getPath().substring(1);
    }

    /** Runs statements that answer no rows. */
    public void update(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column of a query's rows, as text. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column of a query's only row, as text. */
    public String queryOne(String sql) {
        List<String> values = query(sql);
        if (values.size() != 1) {
            throw new AssertionError("%s gives %d rows".formatted(sql, values.size()));
        }
        return values.get(0);
    }
}
