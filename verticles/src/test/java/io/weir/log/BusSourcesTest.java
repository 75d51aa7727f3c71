package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.store.StoreFixture;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of the bus for which there is no room. */
class BusSourcesTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        StoreFixture.await(vertx.close());
    }

    @Test
    void shouldSayThatEventsWereLost() {
        // given a store that does not answer
        Metrics metrics = new Metrics();
        AtomicInteger lost = new AtomicInteger();
        Appender appender =
                new Appender(vertx, new FakeLedger(), Optional.of(Duration.ofSeconds(1)), metrics.log(), stored -> {});
        BusSources sources = new BusSources(
                vertx.eventBus(),
                "default",
                new Admission(() -> LogFixture.TOPICS, metrics),
                appender,
                metrics,
                lost::incrementAndGet);
        StoreFixture.await(sources.listen(List.of("a.b")));

        // when there is one under way, and room for one more
        for (int i = 0; i < 3; i++) {
            vertx.eventBus().publish("a.b", Buffer.buffer(new byte[17 << 20]));
        }

        // then
        await().until(() -> metrics.log().lost().count() == 1);
        assertThat(lost).hasValue(1);
    }
}
