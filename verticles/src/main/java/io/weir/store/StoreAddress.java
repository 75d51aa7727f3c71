package io.weir.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.weir.config.PoolConfig;
import io.weir.config.StoreConfig;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where a server is and how to log in, for both of the clients: that of the pool and that of the migrations. */
record StoreAddress(
        String host, int port, String database, String user, String password, SslMode ssl, Optional<Path> trust) {

    private static final Pattern URI = Pattern.compile("[a-z]+://(?<user>[^:@]+)(?::(?<password>[^@]*))?@"
            + "\\[?(?<host>[^\\]/]+?)]?(?::(?<port>[0-9]+))?/(?<database>[^?]+)(?:\\?sslmode=(?<ssl>.+))?");
    private static final int DEFAULT_PORT = 5432;
    private static final int MIGRATION_SECONDS = 300;

    /** Reads a URI whose form the configuration has checked. */
    static StoreAddress of(StoreConfig.Postgres config) {
        Matcher uri = URI.matcher(config.uri());
        if (!uri.matches()) {
            throw new IllegalArgumentException("store.uri has another form");
        }
        return new StoreAddress(
                uri.group("host"),
                uri.group("port") == null ? DEFAULT_PORT : Integer.parseInt(uri.group("port")),
                decoded(uri.group("database")),
                decoded(uri.group("user")),
                uri.group("password") == null ? "" : decoded(uri.group("password")),
                uri.group("ssl") == null ? SslMode.PREFER : SslMode.of(uri.group("ssl")),
                config.trust());
    }

    /** A server of this node's own. */
    static StoreAddress local(int port, String database, String user, String password) {
        return new StoreAddress("127.0.0.1", port, database, user, password, SslMode.DISABLE, Optional.empty());
    }

    /** Plus sign and all, as in the rest of a URI: only percent signs mean something. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * What {@code prefer} comes to with this server, asked once: the pool's client leaves a connection behind each time
     * that it has to find out for itself. Blocks.
     */
    StoreAddress decided(PoolConfig pool) throws SQLException {
        if (ssl != SslMode.PREFER) {
            return this;
        }
        try (Connection connection = forMigrations(pool).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            SslMode decided = rows.next() && rows.getBoolean(1) ? SslMode.REQUIRE : SslMode.DISABLE;
            return new StoreAddress(host, port, database, user, password, decided, trust);
        }
    }

    /** For the pool. */
    PgConnectOptions forPool(PoolConfig pool) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlFilter(statement -> true) // ours are few, and some are long
                .addProperty("application_name", "weir")
                // They take arrays: PostgreSQL would plan them anew for each length, which costs more than they do.
                .addProperty("plan_cache_mode", "force_generic_plan")
                // Every statement has its index; a plan from when the table was empty would read all of it, and stay.
                .addProperty("enable_seqscan", "off")
                .addProperty("jit", "off")
                .addProperty("statement_timeout", "" + pool.statementTimeout().toMillis())
                .setSslMode(ssl);
        if (ssl != SslMode.DISABLE) {
            options.setSslOptions(tls());
        }
        return options;
    }

    /** Below {@code verify-ca}, as libpq has it, TLS is against listeners only. */
    private ClientSSLOptions tls() {
        ClientSSLOptions options =
                new ClientSSLOptions().setHostnameVerificationAlgorithm(ssl == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (!verifies()) {
            return options.setTrustAll(true);
        }
        return options.setTrustOptions(
                trust.isPresent()
                        ? new PemTrustOptions().addCertPath(trust.get().toString())
                        : TrustOptions.wrap(authoritiesOfTheRuntime()));
    }

    /** Without trust options the client would trust no one. */
    private static X509TrustManager authoritiesOfTheRuntime() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no authorities to trust", e);
        }
    }

    private boolean verifies() {
        return ssl == SslMode.VERIFY_CA || ssl == SslMode.VERIFY_FULL;
    }

    /** For the migrations, over JDBC. */
    DataSource forMigrations(PoolConfig pool) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        int connectSeconds = Math.toIntExact(pool.connectTimeout().toSeconds());
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("weir migration");
        source.setConnectTimeout(connectSeconds);
        source.setLoginTimeout(connectSeconds);
        source.setSocketTimeout(MIGRATION_SECONDS);
        source.setSslMode(ssl.value);
        if (verifies()) {
            trust.ifPresentOrElse(
                    pem -> source.setSslRootCert(pem.toString()),
                    () -> source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory"));
        }
        return source;
    }

    /** The password is a secret. */
    @Override
    public String toString() {
        return "StoreAddress[" + ssl + "]";
    }
}
