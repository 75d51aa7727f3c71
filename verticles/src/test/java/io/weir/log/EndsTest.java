package io.weir.log;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.FindLogEnd;
import io.weir.bus.LogPosition;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the log ends, and where the events of some topics do. */
class EndsTest {

    private final LogFixture log = LogFixture.start();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldFindTheEndOfTheWholeLog() {
        // given
        await(log.append(LogFixture.event("a.b", "1"), LogFixture.event("n.x", "{\"n\": 1}")));

        // then
        assertThat(end()).isEqualTo(await(log.ledger.head()).position());
    }

    @Test
    void shouldNotWaitForEventsOfOtherTopics() {
        // given
        await(log.append(LogFixture.event("a.b", "1")));
        long first = end();
        await(log.append(LogFixture.event("a.c", "2"), LogFixture.event("a.c.d", "3")));

        // then
        assertThat(end("a.b")).isEqualTo(first);
        assertThat(end("a.*")).isEqualTo(first + 1);
        assertThat(end("a.b", "a.c")).isEqualTo(first + 1);
        assertThat(end("a.#")).isEqualTo(first + 2);
        assertThat(end("default:a.b")).isEqualTo(first);
        assertThat(end("rabbit:a.b")).isZero();
        assertThat(end("rabbit:#")).isZero();
    }

    @Test
    void shouldGoOnFromWhatItHasLookedAt() {
        // given
        await(log.append(LogFixture.event("a.b", "1")));
        long first = end("a.*");

        // when
        await(log.append(LogFixture.event("a.c.d", "2")));
        long other = end("a.*");
        await(log.append(LogFixture.event("a.c", "3")));

        // then
        assertThat(other).isEqualTo(first);
        assertThat(end("a.*")).isEqualTo(first + 2);
    }

    private long end(String... topics) {
        return await(log.<LogPosition>ask(new FindLogEnd(List.of(topics)))).position();
    }
}
