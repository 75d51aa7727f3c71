package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreConfigTest {

    private static final PoolConfig FULL_POOL =
            new PoolConfig(1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "store:\n", "store: {}\n", "store: {kind: embedded}\n"})
    void shouldHaveDefaults(String store) {
        // When
        StoreConfig defaults = new WrittenConfig(folder).load(GRAPH + store).store();

        // Then
        PoolConfig pool = new PoolConfig(8, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(defaults)
                .isEqualTo(new StoreConfig.Embedded(folder.resolve("data"), 0, pool))
                .isEqualTo(StoreConfig.Embedded.in(folder.resolve("data")));
    }

    @Test
    void shouldMapEveryKeyOfTheEmbeddedServer() {
        // Given
        String yaml = GRAPH + """
                store:
                  kind: embedded
                  path: /var/lib/weir
                  port: 5433
                  pool: { size: 1, connectTimeout: 2s, acquireTimeout: 3s, statementTimeout: 4s }
                """;

        // When
        StoreConfig full = new WrittenConfig(folder).load(yaml).store();

        // Then
        assertThat(full).isEqualTo(new StoreConfig.Embedded(Path.of("/var/lib/weir"), 5433, FULL_POOL));
        assertEveryKeyIsSet((Record) full, (Record) StoreConfig.DEFAULT);
        assertEveryKeyIsSet(FULL_POOL, PoolConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKeyOfAServerElsewhere() {
        // Given
        WrittenConfig config = new WrittenConfig(folder).with(Map.of("PASSWORD", "s%40cret"));
        Path trust = config.write("ca.pem", "");
        String yaml = GRAPH + """
                store:
                  kind: postgres
                  uri: "postgresql://weir:${PASSWORD}@db.example:6432/weir?sslmode=verify-full"
                  trust: ca.pem
                  pool: { size: 1, connectTimeout: 2s, acquireTimeout: 3s, statementTimeout: 4s }
                """;

        // When
        StoreConfig full = config.load(yaml).store();

        // Then
        String uri = "postgresql://weir:s%40cret@db.example:6432/weir?sslmode=verify-full";
        assertThat(full).isEqualTo(new StoreConfig.Postgres(uri, Optional.of(trust), FULL_POOL));
        assertEveryKeyIsSet((Record) full, StoreConfig.Postgres.at("postgres://u@h/d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u@h/d",
                "postgresql://u:@h/d",
                "postgresql://u:p@[::1]:5432/d?sslmode=disable",
                "postgresql://u:p%3A%2F@h:1/d?sslmode=verify-ca"
            })
    void shouldTakeEveryForm(String uri) {
        assertThat(StoreConfig.Postgres.at(uri).uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h/d",
                "postgresql://u:s3cret@h",
                "postgresql://u:s3cret@h/d?sslmode=allow",
                "postgresql://u:s3cret@h/d?options=x",
                "postgresql://u:s3cret@h1,h2/d",
                "postgresql://u:s3/cret@h/d",
                "mysql://u:s3cret@h/d"
            })
    void shouldRefuseOtherUrisWithoutShowingThem(String uri) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "store: { kind: postgres, uri: \"" + uri + "\" }");

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("store.uri: the value is not a URI such as postgresql://user:password@host:5432/database")
                .doesNotContain("cret@");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind: oracle | store.kind: "oracle" is not one of embedded, postgres
            port: 65536 | store.port: "65536" is not a whole number from 0 to 65535
            path: schema.graphql | store.path: "schema.graphql" is a file, not a folder
            uri: x | store.uri: unknown key; known are kind, path, port, pool
            pool: { size: 0 } | store.pool.size: "0" is not a whole number from 1 to 1000
            pool: { connectTimeout: 10ms } | store.pool.connectTimeout: "10ms" is not a duration from 1s to 1h
            """)
    void shouldRefuseBadValues(String line, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "store:\n  " + line + "\n");

        // Then
        assertThat(problems).singleElement().asString().contains(problem);
    }

    @Test
    void shouldRefuseTrustThatNobodyLooksAt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreConfig.Postgres(
                        "postgresql://u:p@h/d?sslmode=require", Optional.of(Path.of("ca.pem")), PoolConfig.DEFAULT))
                .withMessageContaining("sslmode=verify-ca or ?sslmode=verify-full");
    }

    @Test
    void shouldNeverShowTheUri() {
        assertThat(StoreConfig.Postgres.at("postgresql://u:s3cret@h/d").toString())
                .doesNotContain("s3cret");
    }
}
