package io.weir.gate;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.TakeReports;
import io.weir.error.ErrorCode;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import io.weir.source.SourceException;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gates of nodes that share a store. Their buses are apart, so that every hint between them is lost. */
@Timeout(120)
class GateNodesTest {

    private static final String ORDER_12 = "{'system': 'search', 'key': 'Order:7', 'version': 12}";

    private final GateNode one = GateNode.start();

    @AfterEach
    void close() {
        one.close();
    }

    @Test
    void shouldReleaseAtOneNodeWhatIsReportedAtAnother() {
        try (GateNode other = one.another()) {
            // given
            Future<GateReport> waiting = one.await7(12);
            Future<GateReport> tooMuch = one.client.awaitTargets(List.of(GateNode.order(13)), Duration.ofMillis(600));

            // when
            other.report(ORDER_12);

            // then
            assertThat(await(waiting).passed()).isTrue();
            assertThat(await(tooMuch).outcomes())
                    .extracting(SystemOutcome::outcome)
                    .containsExactly(Outcome.TIMED_OUT);
        }
    }

    @Test
    void shouldAskBeforeItConcludesAnything() {
        // given
        one.report(ORDER_12);

        // when
        try (GateNode fresh = one.another()) {
            GateReport report = await(fresh.client.awaitTargets(List.of(GateNode.order(12)), Duration.ZERO));

            // then
            assertThat(report.passed()).isTrue();
        }
    }

    @Test
    void shouldGoOnAtAnotherGateWhenOneStops() {
        // given
        Future<GateReport> waiting = one.await7(12);
        Awaitility.await().until(() -> one.store.metrics().gates().waiters().sum() == 1);

        // when
        one.shut();
        one.open();
        one.report(ORDER_12);

        // then
        assertThat(await(waiting).passed()).isTrue();
    }

    @Test
    void shouldOutlastTheAbsenceOfTheStore() {
        try (GateNode node = GateNode.onto(Postgres.database(), StoreFixture.SHORT)) {
            // given
            Future<GateReport> waiting = node.await7(12);
            Postgres.server().kill();

            // when
            node.vertx.eventBus().publish(TakeReports.TOPIC, new JsonObject(ORDER_12.replace('\'', '"')));
            assertThatThrownBy(() -> node.report(ORDER_12)).isInstanceOf(SourceException.class);
            Postgres.server().start();

            // then
            assertThat(await(waiting).passed()).isTrue();
        }
    }

    @Test
    void shouldFindTheVersionInTheAnswer() {
        // given
        Future<GateReport> waiting = one.client.awaitWrite(
                List.of("search"), GateNode.written("{'id': 7, 'version': 12}"), GateNode.PATIENT);

        // when
        one.report(ORDER_12);

        // then
        assertThat(await(waiting).passed()).isTrue();
        assertThat(await(waiting).targets()).containsExactly(GateNode.order(12));
    }

    @Test
    void shouldWaitForTheEndOfTheLog() {
        // given
        Future<GateReport> waiting = one.client.awaitWrite(List.of("model"), GateNode.written("{}"), GateNode.PATIENT);
        one.report("{'system': 'model', 'eventId': '%s'}".formatted(id(89)));
        boolean early = waiting.isComplete();

        // when
        one.report("{'system': 'model', 'eventId': '%s'}".formatted(id(90)));

        // then
        assertThat(early).isFalse();
        assertThat(await(waiting).passed()).isTrue();
        assertThat(await(waiting).targets()).containsExactly(new SystemTarget.Handled("model", GateNode.STORE, 90));
    }

    @Test
    void shouldSealAndOpenATokenOnAnyNode() {
        try (GateNode other = one.another()) {
            // given
            String token = await(one.client.seal(List.of(), List.of(GateNode.order(12)), true));
            Future<GateReport> waiting = other.client.awaitTokens(List.of(token), null, GateNode.PATIENT);

            // when
            one.report(ORDER_12);

            // then
            assertThat(await(waiting).passed()).isTrue();
            assertThat(await(waiting).log().position()).isEqualTo(90);
            assertThat(await(one.client.awaitTokens(List.of(token), "search", Duration.ZERO))
                            .outcomes())
                    .isEmpty();
        }
    }

    @Test
    void shouldTakePlainJsonOnThePublicAddress() {
        // given
        Future<GateReport> twelve = one.await7(12);
        JsonObject report = new JsonObject(ORDER_12.replace('\'', '"'));

        // when
        one.vertx.eventBus().publish(TakeReports.TOPIC, report);
        Object answer = await(one.vertx
                        .eventBus()
                        .request(TakeReports.TOPIC, new JsonArray().add(report).add(report)))
                .body();
        Object ofText = await(one.vertx.eventBus().request(TakeReports.TOPIC, report.encode()))
                .body();

        // then
        assertThat(await(twelve).passed()).isTrue();
        assertThat(answer).isEqualTo(new JsonObject().put("accepted", 2));
        assertThat(ofText).isEqualTo(new JsonObject().put("accepted", 1));
        assertThatThrownBy(() -> await(one.vertx.eventBus().request(TakeReports.TOPIC, Buffer.buffer("{}"))))
                .isInstanceOf(ReplyException.class)
                .hasMessageContaining("has no \"system\"");
    }

    @Test
    void shouldTellReportersWhatIsWrong() {
        assertThatThrownBy(() -> one.report("{'system': 'x', 'key': 'a', 'version': 1}"))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> one.report("nothing"))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
        assertThatThrownBy(() -> one.report("{'system': 'search', 'actionId': '019aa000-0000-7000-8000-00000000000a'}"))
                .hasMessageContaining("no action with the id");
    }

    private static String id(long position) {
        return ResumeIds.write(GateNode.STORE, List.of(StreamId.of("f", "default", "t")), new long[] {position});
    }
}
