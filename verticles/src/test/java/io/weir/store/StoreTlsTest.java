package io.weir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import io.weir.config.StoreConfig;
import io.weir.telemetry.Metrics;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import io.weir.testing.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each {@code sslmode} asks of a server whose certificate nobody vouches for but itself. */
class StoreTlsTest {

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static PostgresDatabase database;

    private final Vertx vertx = Vertx.vertx();

    @BeforeAll
    static void serveTls() {
        certificate = TestCertificate.in(folder);
        database = Postgres.database();
        Postgres.server().serveTls(certificate);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.queryOne("show ssl").equals("on"));
    }

    @AfterAll
    static void refuseTls() {
        Postgres.server().refuseTls();
    }

    @AfterEach
    void close() {
        StoreFixture.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({
        "disable, false, f",
        "prefer, false, t",
        "require, false, t",
        "verify-ca, true, t",
        "verify-full, true, t"
    })
    void shouldConnect(String mode, boolean trusted, String encrypted) {
        // given
        Store store = store(mode, trusted);

        // when
        StoreFixture.await(store.start());

        // then
        assertThat(store.state()).isEqualTo(Store.State.UP);
        assertThat(StoreFixture.await(store.execute(
                                "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()", Tuple.tuple()))
                        .iterator()
                        .next()
                        .getString(0))
                .startsWith(encrypted);
        StoreFixture.await(store.stop());
    }

    @ParameterizedTest
    @CsvSource({"verify-ca", "verify-full"})
    void shouldNotTrustAServerThatNobodyVouchesFor(String mode) {
        // given
        Store store = store(mode, false);

        // when
        StoreFixture.await(store.start());

        // then
        assertThat(store.state()).isEqualTo(Store.State.DOWN);
        StoreFixture.await(store.stop());
    }

    @ParameterizedTest
    @CsvSource({"verify-ca, ''", "verify-full, HTTPS"})
    void shouldLookAtTheHostOnlyWithVerifyFull(String mode, String algorithm) {
        assertThat(StoreAddress.of(postgres(database.uri() + "?sslmode=" + mode, true))
                        .forPool(StoreFixture.SHORT)
                        .getSslOptions()
                        .getHostnameVerificationAlgorithm())
                .isEqualTo(algorithm);
    }

    private Store store(String mode, boolean trusted) {
        return new Store(vertx, postgres(database.uri() + "?sslmode=" + mode, trusted), new Metrics());
    }

    private static StoreConfig.Postgres postgres(String uri, boolean trusted) {
        return new StoreConfig.Postgres(
                uri, trusted ? Optional.of(certificate.pem()) : Optional.empty(), StoreFixture.SHORT);
    }
}
