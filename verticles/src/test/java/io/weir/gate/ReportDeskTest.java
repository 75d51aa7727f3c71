package io.weir.gate;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.FindLogEnd;
import io.weir.bus.LogPosition;
import io.weir.bus.SystemsAdvanced;
import io.weir.cluster.Alone;
import io.weir.config.SystemConfig;
import io.weir.gate.ledger.Subject;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import io.weir.store.StoreException;
import io.weir.telemetry.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which reports are taken, and that nobody is told of them before they are stored. */
class ReportDeskTest {

    private static final long STORE = 5;
    private static final UUID ACTION = UUID.randomUUID();

    private final Vertx vertx = Vertx.vertx();
    private final FakeReports ledger = new FakeReports();
    private final List<SystemsAdvanced> hints = new ArrayList<>();
    private final ReportDesk desk = new ReportDesk(
            Map.of(
                    "search", new SystemConfig.Ack(Optional.empty(), Optional.empty(), Optional.empty()),
                    "model", new SystemConfig.Log(Optional.empty(), List.of())),
            ledger,
            new LogEnds(vertx.eventBus(), Alone.of("n1", 1)),
            new Metrics().gates(),
            hints::add);

    ReportDeskTest() {
        BusCodecs.register(vertx.eventBus());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void shouldStoreThenTellTheGates() {
        // given
        ledger.actions.add(ACTION);

        // when
        int taken = take("[{'system': 'search', 'actionId': '%s'}, {'system': 'search', 'key': 'a', 'version': 3}]"
                .formatted(ACTION));

        // then
        assertThat(taken).isEqualTo(2);
        assertThat(ledger.versions)
                .containsEntry(Subject.action("search", ACTION), 1L)
                .containsEntry(Subject.key("search", "a"), 3L);
        assertThat(hints).hasSize(1);
    }

    @Test
    void shouldTakeAVersionThatGoesBackAndChangeNothing() {
        // given
        take("{'system': 'search', 'key': 'a', 'version': 3}");

        // when
        int taken = take("{'system': 'search', 'key': 'a', 'version': 2}");

        // then
        assertThat(taken).isEqualTo(1);
        assertThat(ledger.versions).containsEntry(Subject.key("search", "a"), 3L);
    }

    @Test
    void shouldTakeNoneWhereOneIsOfAnUnknownAction() {
        assertThatThrownBy(() -> take("[{'system': 'search', 'key': 'a', 'version': 1},"
                        + "{'system': 'search', 'actionId': '%s'}]".formatted(ACTION)))
                .isInstanceOfSatisfying(
                        RefusedReportException.class,
                        refused -> assertThat(refused.refusal().unknown()).isTrue())
                .hasMessageContaining(ACTION.toString());
        assertThat(ledger.versions).isEmpty();
        assertThat(hints).isEmpty();
    }

    @Test
    void shouldRefuseAnUnknownSystemAndSayWhichThereAre() {
        assertThatThrownBy(() -> take("{'system': 'serch', 'key': 'a', 'version': 1}"))
                .hasMessage("there is no system \"serch\"; the configuration has [model, search]");
    }

    @Test
    void shouldRefuseAReportThatIsNotTheSystemsWay() {
        assertThatThrownBy(() -> take("{'system': 'model', 'key': 'a', 'version': 1}"))
                .hasMessage("the system \"model\" reports an \"eventId\"");
        assertThatThrownBy(() -> take("{'system': 'search', 'eventId': '%s'}".formatted(id(STORE, 1))))
                .hasMessageContaining("reports an \"actionId\"");
    }

    @Test
    void shouldTakeAPlaceThatTheLogHasAndNoOther() {
        // given
        log(STORE, 90);

        // when
        int taken = take("{'system': 'model', 'eventId': '%s'}".formatted(id(STORE, 90)));

        // then
        assertThat(taken).isEqualTo(1);
        assertThat(ledger.versions).containsEntry(Subject.log("model", STORE), 90L);
        assertThatThrownBy(() -> take("{'system': 'model', 'eventId': '%s'}".formatted(id(STORE, 91))))
                .hasMessageContaining("has no such event");
        assertThatThrownBy(() -> take("{'system': 'model', 'eventId': '%s'}".formatted(id(STORE + 1, 1))))
                .hasMessageContaining("another store");
    }

    @Test
    void shouldHaveReportsSentAgainWhileTheStoreOrTheLogIsAway() {
        assertThatThrownBy(() -> take("{'system': 'model', 'eventId': '%s'}".formatted(id(STORE, 1))))
                .isInstanceOf(GateFailure.class);
        ledger.away = true;
        assertThatThrownBy(() -> take("{'system': 'search', 'key': 'a', 'version': 1}"))
                .isInstanceOf(StoreException.class);
        assertThat(hints).isEmpty();
    }

    private void log(long store, long end) {
        await(vertx.eventBus()
                .<FindLogEnd>consumer(BusAddress.LOG, message -> message.reply(new LogPosition(store, end)))
                .completion());
    }

    private static String id(long store, long position) {
        return ResumeIds.write(store, List.of(StreamId.of("f", "default", "t")), new long[] {position});
    }

    private int take(String json) {
        return await(desk.take(Buffer.buffer(json.replace('\'', '"'))));
    }
}
