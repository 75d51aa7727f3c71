package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresTest {

    @Test
    void shouldGiveEachTestADatabaseOfItsOwn() {
        // given
        PostgresDatabase one = Postgres.database();
        PostgresDatabase other = Postgres.database();

        // when
        one.update("create table t (a int)");

        // then
        assertThat(other.query("select table_name from information_schema.tables where table_schema = 'public'"))
                .isEmpty();
    }

    @Test
    void shouldKeepPortAndRowsWhenItIsStoppedAndStarted() {
        // given
        PostgresDatabase database = Postgres.database();
        database.update("create table t (a int); insert into t values (7)");

        // when
        Postgres.server().stop();
        assertThatThrownBy(database::connect).hasMessageContaining("refused");
        Postgres.server().start();

        // then
        assertThat(database.queryOne("select a from t")).isEqualTo("7");
    }

    @Test
    void shouldKeepRowsWhenItCrashes() {
        // given
        PostgresDatabase database = Postgres.database();
        database.update("create table t (a int); insert into t values (7)");

        // when
        Postgres.server().kill();
        Postgres.server().start();

        // then
        assertThat(database.queryOne("select a from t")).isEqualTo("7");
    }

    @Test
    void shouldGoOnAfterItHung() {
        // given
        PostgresDatabase database = Postgres.database();

        // when
        Postgres.server().freeze();
        Postgres.server().thaw();

        // then
        assertThat(database.queryOne("select 1")).isEqualTo("1");
    }
}
