package io.weir.gate;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusCodecs;
import io.weir.bus.TakeReports;
import io.weir.cluster.Alone;
import io.weir.config.SystemConfig;
import io.weir.flow.ManualTiming;
import io.weir.gate.ledger.Subject;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reports that verticles send as plain JSON. */
class PublicReportsTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakeReports ledger = new FakeReports();
    private final ManualTiming timing = new ManualTiming();
    private final ReportDesk desk = new ReportDesk(
            Map.of("search", new SystemConfig.Ack(Optional.empty(), Optional.empty(), Optional.empty())),
            ledger,
            new LogEnds(vertx.eventBus(), Alone.of("n1", 1)),
            new Metrics().gates(),
            advanced -> {});

    PublicReportsTest() {
        BusCodecs.register(vertx.eventBus());
        await(new PublicReports(desk, timing).serve(vertx.eventBus()).completion());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void shouldAnswerWhoAsks() {
        assertThat(await(ask("a"))).isEqualTo(new JsonObject().put("accepted", 1));
        ledger.away = true;
        assertThatThrownBy(() -> await(ask("b"))).hasMessageContaining("send it again");
    }

    @Test
    void shouldKeepWhatComesWhileTheStoreIsAway() {
        // given
        ledger.away = true;
        publish("a", 10);
        handled();

        // when
        ledger.away = false;
        timing.pass(Duration.ofSeconds(1));

        // then
        assertThat(ledger.versions).containsOnlyKeys(Subject.key("search", "a"));
    }

    @Test
    void shouldKeepNoMoreThanThereIsRoomFor() {
        // given
        ledger.away = true;
        for (int i = 0; i < 6; i++) {
            publish("a" + i, 3_900_000);
        }
        publish("small", 10);
        handled();

        // when
        ledger.away = false;
        timing.pass(Duration.ofSeconds(1));

        // then
        assertThat(ledger.versions)
                .containsOnlyKeys(
                        Subject.key("search", "a0"),
                        Subject.key("search", "a1"),
                        Subject.key("search", "a2"),
                        Subject.key("search", "a3"),
                        Subject.key("search", "small"));
    }

    private void publish(String key, int size) {
        vertx.eventBus().publish(TakeReports.TOPIC, report(key).put("more", "x".repeat(size)));
    }

    private Future<Object> ask(String key) {
        return vertx.eventBus().request(TakeReports.TOPIC, report(key)).map(answer -> answer.body());
    }

    /** All that was published before. */
    private void handled() {
        assertThatThrownBy(() -> await(ask("last"))).isNotNull();
    }

    private static JsonObject report(String key) {
        return new JsonObject().put("system", "search").put("key", key).put("version", 1);
    }
}
