package io.weir.log;

import static io.weir.log.LogFixture.event;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.EventCursor;
import io.weir.bus.LogGap;
import io.weir.bus.LogPosition;
import io.weir.config.PoolConfig;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that goes on from a backup: the events after it are lost, and those who saw them are told. */
class RestoredLogTest {

    private LogFixture restored;

    @AfterEach
    void stop() {
        restored.close();
    }

    @Test
    void shouldNeverGiveAPositionAgainThatWasLost() {
        // given
        PostgresDatabase database;
        PostgresDatabase backup;
        LogPosition kept;
        LogPosition lost;
        try (LogFixture node = LogFixture.start()) {
            await(node.append(event("a.b", "kept 1"), event("a.b", "kept 2")));
            kept = new LogPosition(node.end("a.b").store(), node.end("a.b").position() - 1);
            database = node.store.database();
        }
        backup = database.copy();
        try (LogFixture node =
                LogFixture.onto(database, PoolConfig.DEFAULT, LogFixture.TOPICS).ready()) {
            await(node.append(event("a.b", "lost")));
            assertThat(node.end("a.b").position())
                    .as("the same database goes on")
                    .isEqualTo(kept.position() + 2);
            await(node.ledger.advance(0));
            await(node.append(event("a.b", "lost in another segment")));
            lost = node.end("a.b");
        }

        // when
        restored =
                LogFixture.onto(backup, PoolConfig.DEFAULT, LogFixture.TOPICS).ready();
        assertThat(restored.find("a.b", cursor(lost))).isInstanceOf(LogGap.class);
        await(restored.append(event("a.b", "new 1"), event("a.b", "new 2")));

        // then
        assertThat(restored.find("a.b", cursor(lost))).isInstanceOf(LogGap.class);
        assertThat(restored.history("a.b", restored.position("a.b", cursor(kept)), 1))
                .containsExactly("kept 2", "new 1", "new 2");
        Awaitility.await().untilAsserted(() -> assertThat(restored.handed()).containsExactly("new 1", "new 2"));
    }

    @Test
    void shouldGoOnWhereTheServerStartsAgain() {
        // given
        restored = LogFixture.start();
        await(restored.append(event("a.b", "1")));
        LogPosition before = restored.end("a.b");

        // when
        Postgres.server().kill();
        Postgres.server().start();
        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .until(() -> await(restored.append(event("a.b", "2"))) == 0);

        // then
        assertThat(restored.end("a.b").position() >> 32).isEqualTo(before.position() >> 32);
    }

    private static EventCursor cursor(LogPosition position) {
        return EventCursor.at(position.store(), position.position());
    }
}
