package io.weir.source;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.AwaitSystems;
import io.weir.bus.AwaitToken;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.ReportsRefused;
import io.weir.bus.ReportsTaken;
import io.weir.bus.SealToken;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.TokenRefused;
import io.weir.bus.TokenSealed;
import io.weir.bus.Written;
import io.weir.cluster.Alone;
import io.weir.config.ConsistencyConfig;
import io.weir.config.SystemConfig;
import io.weir.config.TokensConfig;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits over gates that answer, are silent, refuse, and come and go. */
@Timeout(60)
class BusGateClientTest {

    private static final Duration PATIENT = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final SystemTarget SEARCH = new SystemTarget.Applied("search", "a", null, 0);
    private static final SystemTarget MODEL = new SystemTarget.Handled("model", 1, 90);
    private static final Written WRITE = new Written("a", null, Buffer.buffer("{}"), Buffer.buffer("{}"));

    private final Vertx vertx = Vertx.vertx();
    /** What gates were asked and have not answered. */
    private final Queue<Message<BusMessage>> asked = new ConcurrentLinkedQueue<>();

    private final BusGateClient client = client(Duration.ofMillis(400), SHORT);

    BusGateClientTest() {
        BusCodecs.register(vertx.eventBus());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void shouldGoOnWithTheTargetsOfTheLastAnswer() {
        // given
        gate();
        Future<GateReport> report = client.awaitWrite(List.of("search", "model"), WRITE, PATIENT);

        // when
        Message<BusMessage> first = next();
        first.reply(new GateReport(
                List.of(outcome("search", Outcome.TIMED_OUT, 10_000), outcome("model", Outcome.REACHED, 7)),
                List.of(SEARCH, MODEL),
                null));
        Message<BusMessage> second = next();
        second.reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 3)), List.of(SEARCH), null));

        // then
        assertThat(first.body())
                .isEqualTo(new AwaitSystems(List.of("search", "model"), List.of(), WRITE, AwaitSystems.MAX_MILLIS));
        assertThat(second.body())
                .isEqualTo(new AwaitSystems(List.of(), List.of(SEARCH), null, AwaitSystems.MAX_MILLIS));
        assertThat(await(report).passed()).isTrue();
        assertThat(await(report).targets()).containsExactly(SEARCH, MODEL);
        assertThat(client.waits()).isZero();
    }

    @Test
    void shouldHaveATargetFoundThatWasNot() {
        // given
        gate();
        Future<GateReport> report = client.awaitWrite(List.of("search"), WRITE, PATIENT);

        // when
        next().reply(new GateReport(List.of(outcome("search", Outcome.STALLED, 10_000)), List.of(), null));
        Message<BusMessage> second = next();
        second.reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 0)), List.of(SEARCH), null));

        // then
        assertThat(second.body())
                .isEqualTo(new AwaitSystems(List.of("search"), List.of(), WRITE, AwaitSystems.MAX_MILLIS));
        assertThat(await(report).passed()).isTrue();
    }

    @Test
    void shouldGiveEachSystemItsOwnTime() {
        // given
        gate();
        Future<GateReport> report = client.awaitWrite(List.of("search", "model"), WRITE, null);

        // when
        Message<BusMessage> first = next();
        vertx.setTimer(
                SHORT.toMillis(),
                late -> first.reply(new GateReport(
                        List.of(outcome("search", Outcome.TIMED_OUT, 150), outcome("model", Outcome.TIMED_OUT, 150)),
                        List.of(SEARCH, MODEL),
                        null)));
        Message<BusMessage> second = next();
        second.reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 0)), List.of(SEARCH), null));

        // then
        assertThat(((AwaitSystems) first.body()).timeoutMillis()).isBetween(1L, 150L);
        assertThat(((AwaitSystems) second.body()).targets()).containsExactly(SEARCH);
        assertThat(await(report).outcomes())
                .extracting(SystemOutcome::outcome)
                .containsExactly(Outcome.REACHED, Outcome.TIMED_OUT);
    }

    @Test
    void shouldOutlastTheAbsenceOfEveryGate() {
        // given
        Future<GateReport> report = client.awaitTargets(List.of(SEARCH), PATIENT);

        // when
        MessageConsumer<BusMessage> dying = gate();
        Message<BusMessage> lost = next();
        await(dying.unregister());
        lost.fail(BusFailure.BUSY.code(), "the gate closes");
        gate();
        next().reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 0)), List.of(SEARCH), null));

        // then
        assertThat(await(report).passed()).isTrue();
    }

    @Test
    void shouldStallWhereNoGateIs() {
        // when
        GateReport write = await(client.awaitWrite(List.of("search"), WRITE, SHORT));
        GateReport targets = await(client.awaitTargets(List.of(SEARCH), SHORT));

        // then
        assertThat(write.outcomes()).extracting(SystemOutcome::outcome).containsExactly(Outcome.STALLED);
        assertThat(targets.outcomes()).extracting(SystemOutcome::outcome).containsExactly(Outcome.STALLED);
        assertThat(targets.targets()).containsExactly(SEARCH);
        assertThat(code(client.awaitTokens(List.of("t"), null, SHORT))).isEqualTo(ErrorCode.CONSISTENCY_UNAVAILABLE);
    }

    @Test
    void shouldBelieveAGateThatSaysBeforeItsTimeThatItIsNoUse() {
        // given
        gate();
        Future<GateReport> report = client.awaitTargets(List.of(SEARCH), PATIENT);

        // when
        next().reply(new GateReport(List.of(outcome("search", Outcome.STALLED, 4)), List.of(SEARCH), null));

        // then
        assertThat(await(report).outcomes()).extracting(SystemOutcome::outcome).containsExactly(Outcome.STALLED);
    }

    @Test
    void shouldAskAnotherGateWhenOneHandsItsWaitsOver() {
        // given
        gate();
        Future<GateReport> report = client.awaitTargets(List.of(SEARCH), PATIENT);

        // when
        next().reply(new GateReport(List.of(outcome("search", Outcome.TIMED_OUT, 4)), List.of(SEARCH), null));
        next().reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 0)), List.of(SEARCH), null));

        // then
        assertThat(await(report).passed()).isTrue();
    }

    @Test
    void shouldWaitForWhatTokensStandFor() {
        // given
        gate();
        EventCursor place = EventCursor.at(1, 90);
        Future<GateReport> report =
                client(PATIENT, PATIENT).awaitTokens(List.of("t", TokenSealed.NOTHING), "model", null);

        // when
        Message<BusMessage> first = next();
        first.reply(new GateReport(List.of(outcome("search", Outcome.TIMED_OUT, 10_000)), List.of(SEARCH), place));
        Message<BusMessage> second = next();
        second.reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 0)), List.of(SEARCH), null));

        // then
        assertThat(first.body()).isEqualTo(new AwaitToken(List.of("t"), "model", AwaitSystems.MAX_MILLIS));
        assertThat(second.body()).isInstanceOf(AwaitSystems.class);
        assertThat(await(report).log()).isEqualTo(place);
        assertThat(await(report).passed()).isTrue();
    }

    @Test
    void shouldWaitForNoSystemLongerThanTheConfigurationSaysWhateverAClientWishes() {
        // given
        gate();
        Future<GateReport> report = client(SHORT, PATIENT).awaitTokens(List.of("t"), null, Duration.ofSeconds(40));

        // when
        Message<BusMessage> first = next();
        vertx.setTimer(
                SHORT.toMillis(),
                late -> first.reply(new GateReport(
                        List.of(outcome("search", Outcome.TIMED_OUT, 150), outcome("model", Outcome.REACHED, 0)),
                        List.of(SEARCH, MODEL),
                        null)));

        // then
        assertThat(((AwaitToken) first.body()).timeoutMillis()).isBetween(1L, 150L);
        assertThat(await(report).outcomes())
                .extracting(SystemOutcome::outcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.REACHED);
    }

    @Test
    void shouldTellOfABadToken() {
        // given
        gate();
        Future<GateReport> report = client.awaitTokens(List.of("t"), null, PATIENT);

        // when
        next().reply(new TokenRefused("forged"));

        // then
        assertThat(code(report)).isEqualTo(ErrorCode.INVALID_CONSISTENCY_TOKEN);
    }

    @Test
    void shouldAskNobodyWhereThereIsNothingToWaitForOrToSeal() {
        assertThat(await(client.awaitTokens(List.of(TokenSealed.NOTHING), null, null)))
                .isEqualTo(GateReport.OPEN);
        assertThat(await(client.awaitTargets(List.of(), null))).isEqualTo(GateReport.OPEN);
        assertThat(await(client.seal(List.of(TokenSealed.NOTHING), List.of(), false)))
                .isEqualTo(TokenSealed.NOTHING);
    }

    @Test
    void shouldLeaveNothingOutOfATokenThatWouldBeTooLong() {
        // given
        gate();
        Future<String> token = client.seal(List.of("t"), List.of(SEARCH), true);

        // when
        next().reply(new TokenRefused("too long"));

        // then
        assertThat(code(token)).isEqualTo(ErrorCode.INVALID_CONSISTENCY_TOKEN);
    }

    @Test
    void shouldSealAToken() {
        // given
        gate();
        Future<String> token = client.seal(List.of("t"), List.of(SEARCH), true);

        // when
        Message<BusMessage> question = next();
        question.reply(new TokenSealed("sealed"));

        // then
        assertThat(question.body()).isEqualTo(new SealToken(List.of("t"), List.of(SEARCH), true));
        assertThat(await(token)).isEqualTo("sealed");
    }

    @Test
    void shouldPassReportsOn() {
        // given
        gate();
        Future<Integer> taken = client.report(Buffer.buffer("[]"));
        next().reply(new ReportsTaken(0));
        Future<Integer> malformed = client.report(Buffer.buffer("x"));
        next().reply(new ReportsRefused("no JSON", false));
        Future<Integer> unknown = client.report(Buffer.buffer("{}"));
        next().reply(new ReportsRefused("no system", true));
        Future<Integer> away = client.report(Buffer.buffer("{}"));
        next().fail(BusFailure.STORE_UNAVAILABLE.code(), "away");

        // then
        assertThat(await(taken)).isZero();
        assertThat(code(malformed)).isEqualTo(ErrorCode.BAD_USER_INPUT);
        assertThat(code(unknown)).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code(away)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThatThrownBy(() -> await(unknown)).hasMessage("no system");
    }

    @Test
    void shouldRefuseOneWaitTooMany() {
        // given
        gate();
        Future<GateReport> first = client.awaitTargets(List.of(SEARCH), PATIENT);
        client.awaitTargets(List.of(MODEL), PATIENT);

        // when
        GateReport third = await(client.awaitTargets(List.of(SEARCH), PATIENT));

        // then
        assertThat(third.outcomes()).containsExactly(outcome("search", Outcome.STALLED, 0));
        assertThat(code(client.awaitTokens(List.of("t"), null, null))).isEqualTo(ErrorCode.CONSISTENCY_UNAVAILABLE);
        next().reply(new GateReport(List.of(outcome("search", Outcome.REACHED, 0)), List.of(SEARCH), null));
        assertThat(await(first).passed()).isTrue();
        assertThat(client.waits()).isEqualTo(1);
    }

    private BusGateClient client(Duration search, Duration model) {
        return new BusGateClient(
                vertx,
                Alone.of("n1", 1),
                new ConsistencyConfig(
                        SHORT,
                        PATIENT,
                        Map.of("search", ack(search), "model", ack(model)),
                        TokensConfig.DEFAULT,
                        2,
                        ConsistencyConfig.DEFAULT.retention()));
    }

    private MessageConsumer<BusMessage> gate() {
        MessageConsumer<BusMessage> gate = vertx.eventBus().consumer(BusAddress.GATE, asked::add);
        await(gate.completion());
        return gate;
    }

    private Message<BusMessage> next() {
        return Awaitility.await().until(asked::poll, message -> message != null);
    }

    private static ErrorCode code(Future<?> failing) {
        try {
            await(failing);
            throw new AssertionError("it did not fail");
        } catch (SourceException e) {
            return e.code();
        }
    }

    private static SystemOutcome outcome(String system, Outcome outcome, long millis) {
        return new SystemOutcome(system, outcome, millis);
    }

    private static SystemConfig ack(Duration timeout) {
        return new SystemConfig.Ack(Optional.of(timeout), Optional.empty(), Optional.empty());
    }
}
