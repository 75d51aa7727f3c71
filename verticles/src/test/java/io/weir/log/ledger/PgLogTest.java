package io.weir.log.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.store.StoreFixture;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log's statements, one by one. */
class PgLogTest {

    private static final String PROVIDER = "default";

    private final StoreFixture store = new StoreFixture();
    private final PgLog log = new PgLog(store.store());
    private final UUID writer = UUID.randomUUID();
    private long batches;

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void shouldGiveEventsBackAsTheyCame() {
        // given
        Buffer bytes = Buffer.buffer(new byte[] {0, -1, 127, 'x'});
        Appended appended = append(
                event("a", bytes),
                new NewEvent(PROVIDER, "b", UUID.randomUUID(), OwnId.of("7"), 3, Buffer.buffer("{}")));

        // when
        Page all = await(log.readAll(0, 100));

        // then
        long first = appended.after() + 1;
        assertThat(all.events())
                .containsExactly(
                        new LoggedEvent(PROVIDER, "a", first, null, bytes),
                        new LoggedEvent(PROVIDER, "b", first + 1, "7", 3, Buffer.buffer("{}")));
        assertThat(all.through()).isEqualTo(appended.through());
        assertThat(all.last()).isTrue();
        assertThat(await(log.read(PROVIDER, "b", 0, 1)).events()).hasSize(1);
    }

    @Test
    void shouldStoreACopyOnce() {
        // given
        NewEvent event = new NewEvent(PROVIDER, "a", UUID.randomUUID(), null, 0, Buffer.buffer("1"));
        append(event);

        // when
        Appended again = append(event, event("a", Buffer.buffer("2")));

        // then
        assertThat(again.known()).isEqualTo(Set.of(event.digest()));
        assertThat(await(log.readAll(0, 100)).events())
                .extracting(read -> read.payload().toString())
                .containsExactly("1", "2");
    }

    @Test
    void shouldStoreABatchOnceHoweverOftenItIsTried() {
        // given
        List<NewEvent> events = List.of(event("a", Buffer.buffer("1")));

        // when
        Appended first = await(log.append(writer, 5, events));
        Appended again = await(log.append(writer, 5, events));

        // then
        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(await(log.readAll(0, 100)).events()).hasSize(1);
    }

    private Appended append(NewEvent... events) {
        return await(log.append(writer, ++batches, List.of(events)));
    }

    private static NewEvent event(String topic, Buffer payload) {
        return new NewEvent(PROVIDER, topic, null, null, 0, payload);
    }
}
