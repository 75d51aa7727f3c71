package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.Service;
import io.weir.cluster.Alone;
import io.weir.cluster.FakePeers;
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
                vertx,
                Alone.of("n1", 1),
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

    @Test
    void shouldHearAnEventAtOneNodeWhoeverComesAndGoes() {
        // given two logs
        FakePeers one = new FakePeers("n1");
        FakePeers two = new FakePeers("n2");
        one.see(FakePeers.node("n1"), FakePeers.node("n2"));
        two.see(FakePeers.node("n1"), FakePeers.node("n2"));
        AtomicInteger heard = new AtomicInteger();
        BusSources first = sources(one, heard);
        BusSources second = sources(two, heard);
        StoreFixture.await(first.listen(List.of("a.b")));
        StoreFixture.await(second.listen(List.of("a.b")));

        // when
        vertx.eventBus().publish("a.b", Buffer.buffer("1"));
        // then
        await().until(() -> heard.get() >= 1);
        await().during(Duration.ofMillis(100)).until(() -> heard.get() == 1);

        // when one is left, whichever it is
        String home = one.members().home(Service.LOG, "default a.b").orElseThrow();
        (home.equals("n1") ? two : one).see(FakePeers.node(home.equals("n1") ? "n2" : "n1"));
        StoreFixture.await((home.equals("n1") ? second : first).place());
        StoreFixture.await((home.equals("n1") ? first : second).listen(List.of()));
        vertx.eventBus().publish("a.b", Buffer.buffer("2"));
        // then
        await().until(() -> heard.get() == 2);
    }

    private BusSources sources(FakePeers peers, AtomicInteger heard) {
        Metrics metrics = new Metrics();
        Appender appender =
                new Appender(vertx, new FakeLedger(), Optional.of(Duration.ofSeconds(1)), metrics.log(), stored -> {});
        return new BusSources(
                vertx,
                peers,
                "default",
                new Admission(
                        () -> {
                            heard.incrementAndGet();
                            return LogFixture.TOPICS;
                        },
                        metrics),
                appender,
                metrics,
                () -> {});
    }
}
