package io.weir.log;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.config.PoolConfig;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.NewEvent;
import io.weir.log.ledger.Page;
import io.weir.log.ledger.PgLog;
import io.weir.store.StoreFixture;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A reader that follows positions misses nothing, however long a writer takes from its position to its commit. With
 * positions from a sequence, which are given without a lock, these tests fail: the slow writer's event is never read.
 */
class PositionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "t";
    private static final int WRITERS = 16;
    private static final int BATCHES = 40;

    private StoreFixture one;
    private StoreFixture other;

    @BeforeEach
    void start() {
        one = new StoreFixture();
        other = new StoreFixture(one.database(), PoolConfig.DEFAULT);
        await(other.store().start());
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void shouldReadASlowWritersEventBeforeThoseOfFasterOnes() throws Exception {
        // given
        LogLedger fast = new PgLog(other.store());
        Follower follower = new Follower(new PgLog(one.store()));
        Future<?> appended;

        // when
        try (Connection slow = one.database().connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select * from weir.log_append(gen_random_uuid(), 1, array['default'], array['" + TOPIC
                    + "'], '{}', '{}', '{}', '{}', array['slow'::bytea])");
            appended = fast.append(UUID.randomUUID(), 1, List.of(event("fast")));
            follower.readSeveralPages();
            slow.commit();
        }
        await(appended);

        // then
        await().atMost(PATIENCE).until(() -> follower.payloads().count() >= 2);
        assertThat(follower.payloads()).containsExactly("slow", "fast");
        follower.stop();
    }

    @Test
    void shouldLoseNothingOfManyWritersAtOnce() {
        // given
        Follower follower = new Follower(new PgLog(one.store()));

        // when
        List<Future<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> write(new PgLog((i % 2 == 0 ? one : other).store()), UUID.randomUUID(), i, 1))
                .toList();
        await(Future.all(writers));

        // then
        int all = WRITERS * BATCHES * 2;
        await().atMost(PATIENCE).until(() -> follower.payloads().count() >= all);
        assertThat(follower.payloads()).doesNotHaveDuplicates().hasSize(all);
        assertThat(follower.events()).extracting(LoggedEvent::position).isSorted();
        for (int i = 0; i < WRITERS; i++) {
            String prefix = i + ".";
            assertThat(follower.payloads().filter(payload -> payload.startsWith(prefix)))
                    .as("one writer's events in its order")
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, BATCHES)
                            .boxed()
                            .flatMap(batch -> Stream.of(prefix + batch + "a", prefix + batch + "b"))
                            .toList());
        }
        follower.stop();
    }

    private static Future<Void> write(LogLedger log, UUID writer, int number, int batch) {
        if (batch > BATCHES) {
            return Future.succeededFuture();
        }
        List<NewEvent> events = List.of(event(number + "." + batch + "a"), event(number + "." + batch + "b"));
        return log.append(writer, batch, events).compose(done -> write(log, writer, number, batch + 1));
    }

    private static NewEvent event(String payload) {
        return new NewEvent("default", TOPIC, null, null, 0, Buffer.buffer(payload));
    }

    /** Reads on and on from where the last page ended, as a tail does. */
    private static final class Follower {

        private final LogLedger log;
        private final List<LoggedEvent> read = new ArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Void> ended;
        private long pages;

        Follower(LogLedger log) {
            this.log = log;
            this.ended = CompletableFuture.runAsync(this::follow);
        }

        private void follow() {
            long after = 0;
            while (!stopped.get()) {
                Page page = await(log.readAll(after, 100));
                synchronized (this) {
                    read.addAll(page.events());
                    pages++;
                }
                after = page.through();
            }
        }

        void readSeveralPages() {
            long before = pages();
            await().atMost(PATIENCE).until(() -> pages() > before + 20);
        }

        private synchronized long pages() {
            return pages;
        }

        synchronized List<LoggedEvent> events() {
            return List.copyOf(read);
        }

        Stream<String> payloads() {
            return events().stream().map(event -> event.payload().toString());
        }

        void stop() {
            stopped.set(true);
            ended.join();
        }
    }
}
