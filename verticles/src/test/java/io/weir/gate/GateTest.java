package io.weir.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.AwaitSystems;
import io.weir.bus.AwaitToken;
import io.weir.bus.BusCodecs;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SealToken;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.TokenSealed;
import io.weir.bus.Written;
import io.weir.cluster.Alone;
import io.weir.flow.ManualTiming;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.token.RefusedTokenException;
import io.weir.gate.token.Tokens;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How waits end, and what tokens are made of. */
class GateTest {

    private static final SystemTarget SEARCH = new SystemTarget.Applied("search", "a", "Order:7", 12);
    private static final SystemTarget MODEL = new SystemTarget.Handled("model", 1, 90);
    private static final EventCursor PLACE = EventCursor.at(1, 80);

    private final Vertx vertx = Vertx.vertx();
    private final ManualTiming timing = new ManualTiming();
    private final FakeParticipant search = new FakeParticipant(SEARCH);
    private final FakeParticipant model = new FakeParticipant(MODEL);
    private final FakeTokens tokens = new FakeTokens();
    private final Gate gate = new Gate(
            Map.of("search", search, "model", model),
            tokens,
            new LogEnds(vertx.eventBus(), Alone.of("n1", 1)),
            timing,
            new Metrics().gates(),
            4);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldEndWithTheLastOfItsSystems() {
        // given
        Future<GateReport> report = gate.await(write("{}", 5_000));

        // when
        search.waits.get(0).reached();
        boolean early = report.isComplete();
        timing.pass(Duration.ofMillis(30));
        model.waits.get(0).reached();

        // then
        assertThat(early).isFalse();
        assertThat(report.result())
                .isEqualTo(new GateReport(
                        List.of(
                                new SystemOutcome("search", Outcome.REACHED, 0),
                                new SystemOutcome("model", Outcome.REACHED, 30)),
                        List.of(SEARCH, MODEL),
                        null));
    }

    @Test
    void shouldTellWhoIsBehindFromWhoSaysNothing() {
        // given
        Future<GateReport> report = gate.await(write("{}", 1_000));
        search.waits.get(0).behind();
        model.waits.get(0).silent();

        // when
        timing.pass(Duration.ofMillis(1_000));

        // then
        assertThat(report.result().outcomes())
                .containsExactly(
                        new SystemOutcome("search", Outcome.TIMED_OUT, 1_000),
                        new SystemOutcome("model", Outcome.STALLED, 1_000));
        assertThat(report.result().targets()).containsExactly(SEARCH, MODEL);
        assertThat(search.waits.get(0).over()).isTrue();
    }

    @Test
    void shouldLookOnceHoweverShortTheTime() {
        // given
        Future<GateReport> report = gate.await(targets(0, SEARCH));

        // when
        timing.pass(Duration.ofMillis(5));
        boolean before = report.isComplete();
        search.waits.get(0).reached();

        // then
        assertThat(before).isFalse();
        assertThat(outcome(report)).isEqualTo(Outcome.REACHED);
    }

    @Test
    void shouldNotWaitForAFirstLookForever() {
        // given
        Future<GateReport> report = gate.await(targets(0, SEARCH));

        // when
        timing.pass(Duration.ofMillis(500));

        // then
        assertThat(outcome(report)).isEqualTo(Outcome.STALLED);
    }

    @Test
    void shouldSayAtOnceThatASystemWillNeverGetThere() {
        // given
        search.found = Future.failedFuture(new UnreachableException("no key"));

        // when
        Future<GateReport> found = gate.await(new AwaitSystems(List.of("search"), List.of(), written("{}"), 5_000));
        Future<GateReport> known = gate.await(targets(5_000, MODEL));
        model.waits.get(0).never();
        Future<GateReport> unknown = gate.await(targets(5_000, new SystemTarget.Handled("gone", 1, 1)));

        // then
        assertThat(found.result().outcomes()).containsExactly(new SystemOutcome("search", Outcome.STALLED, 0));
        assertThat(outcome(known)).isEqualTo(Outcome.STALLED);
        assertThat(outcome(unknown)).isEqualTo(Outcome.STALLED);
    }

    @Test
    void shouldLookForATargetAgainWhileThereIsTime() {
        // given
        search.found = Future.failedFuture(new IllegalStateException("away"));
        Future<GateReport> report = gate.await(new AwaitSystems(List.of("search"), List.of(), written("{}"), 5_000));
        timing.pass(Duration.ofMillis(300));

        // when
        search.found = Future.succeededFuture(SEARCH);
        search.there = true;
        timing.pass(Duration.ofMillis(300));

        // then
        assertThat(outcome(report)).isEqualTo(Outcome.REACHED);
    }

    @Test
    void shouldStallWithoutATarget() {
        // given
        search.found = Future.failedFuture(new IllegalStateException("away"));
        Future<GateReport> report = gate.await(new AwaitSystems(List.of("search"), List.of(), written("{}"), 1_000));

        // when
        timing.pass(Duration.ofSeconds(2));

        // then
        assertThat(report.result().outcomes()).containsExactly(new SystemOutcome("search", Outcome.STALLED, 1_000));
        assertThat(report.result().targets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'affected': ['search']}                    | REACHED        | NOT_APPLICABLE
            {'affected': []}                            | NOT_APPLICABLE | NOT_APPLICABLE
            {'changedEntities': []}                     | NOT_APPLICABLE | NOT_APPLICABLE
            {'changedEntities': [], 'affected': ['model']} | NOT_APPLICABLE | REACHED
            {'changedEntities': [{'type': 'Order'}]}    | REACHED        | REACHED
            {'affected': ['row 1']}                     | REACHED        | REACHED
            {'affected': [null]}                        | REACHED        | REACHED
            {'affected': 2}                             | REACHED        | REACHED
            {}                                          | REACHED        | REACHED
            """)
    void shouldWaitForThoseThatTheAnswerConcerns(String answer, Outcome ofSearch, Outcome ofModel) {
        // given
        search.there = true;
        model.there = true;

        // when
        GateReport report = gate.await(write(answer, 0)).result();

        // then
        assertThat(report.outcomes()).extracting(SystemOutcome::outcome).containsExactly(ofSearch, ofModel);
    }

    @Test
    void shouldNotTakeAnEventsFieldsForAHandlersWord() {
        // given
        Written event = new Written(null, "Order", Buffer.buffer("{}"), Buffer.buffer("{\"affected\": []}"));
        search.there = true;

        // when
        GateReport report = gate.await(new AwaitSystems(List.of("search"), List.of(), event, 0))
                .result();

        // then
        assertThat(report.outcomes()).extracting(SystemOutcome::outcome).containsExactly(Outcome.REACHED);
    }

    @Test
    void shouldPassASystemOnlyWithAllThatATokenSaysOfIt() {
        // given
        tokens.opened = new Tokens.Opened(List.of(SEARCH, new SystemTarget.Applied("search", "b", null, 0)), PLACE);
        Future<GateReport> report = gate.await(new AwaitToken(List.of("t"), null, 1_000));

        // when
        search.waits.get(0).reached();
        search.waits.get(1).behind();
        timing.pass(Duration.ofSeconds(1));

        // then
        assertThat(report.result().outcomes()).containsExactly(new SystemOutcome("search", Outcome.TIMED_OUT, 1_000));
        assertThat(report.result().log()).isEqualTo(PLACE);
    }

    @Test
    void shouldNotLetASystemWaitForItselfNorForOneThatIsNoMore() {
        // given
        tokens.opened = new Tokens.Opened(List.of(SEARCH, MODEL, new SystemTarget.Handled("gone", 1, 1)), null);
        model.there = true;

        // when
        GateReport report =
                gate.await(new AwaitToken(List.of("t"), "search", 1_000)).result();

        // then
        assertThat(report.outcomes()).containsExactly(new SystemOutcome("model", Outcome.REACHED, 0));
    }

    @Test
    void shouldRefuseABadToken() {
        // given
        tokens.expired.add("t");

        // then
        assertThat(gate.await(new AwaitToken(List.of("t"), null, 1_000)).cause())
                .isInstanceOf(RefusedTokenException.class);
    }

    @Test
    void shouldRefuseOneWaitTooMany() {
        // given
        gate.await(targets(5_000, SEARCH, SEARCH, SEARCH));

        // when
        Future<GateReport> tooMany = gate.await(targets(5_000, SEARCH, MODEL));
        search.waits.forEach(wait -> wait.reached());
        Future<GateReport> again = gate.await(targets(5_000, SEARCH, MODEL));

        // then
        assertThat(tooMany.cause()).isInstanceOf(GateFailure.class);
        assertThat(again.isComplete()).isFalse();
    }

    @Test
    void shouldHandItsWaitsOverWhenItStops() {
        // given
        Future<GateReport> report = gate.await(write("{}", 5_000));
        search.waits.get(0).behind();
        timing.pass(Duration.ofMillis(10));

        // when
        gate.stop();

        // then
        assertThat(report.result().outcomes())
                .containsExactly(
                        new SystemOutcome("search", Outcome.TIMED_OUT, 10),
                        new SystemOutcome("model", Outcome.TIMED_OUT, 10));
        assertThat(report.result().targets()).containsExactly(SEARCH, MODEL);
        assertThat(gate.await(targets(0, SEARCH)).cause()).isInstanceOf(GateFailure.class);
    }

    @Test
    void shouldSealWhatIsNotKnownToBeReached() {
        // given
        tokens.opened = new Tokens.Opened(List.of(MODEL), PLACE);
        model.there = true;

        // when
        gate.seal(new SealToken(List.of("t"), List.of(SEARCH), false));

        // then
        assertThat(tokens.sealed).containsExactly(List.of(SEARCH));
        assertThat(tokens.place).isEqualTo(PLACE);
    }

    @Test
    void shouldSealWithoutATokenThatHasExpiredSince() {
        // given
        tokens.expired.add("old");

        // when
        gate.seal(new SealToken(List.of("old"), List.of(SEARCH), false));

        // then
        assertThat(tokens.sealed).containsExactly(List.of(SEARCH));
    }

    @Test
    void shouldSealWhatOthersStandForWhenOneTokenHasExpiredSince() {
        // given
        tokens.expired.add("old");
        tokens.opened = new Tokens.Opened(List.of(MODEL), PLACE);

        // when
        gate.seal(new SealToken(List.of("t", "old"), List.of(SEARCH), false));

        // then
        assertThat(tokens.sealed).containsExactly(List.of(MODEL, SEARCH));
    }

    @Test
    void shouldMakeNoTokenWithoutAPlaceForSubscriptionsToStartFrom() {
        // given
        BusCodecs.register(vertx.eventBus());

        // when no log answers
        Future<TokenSealed> none = gate.seal(new SealToken(List.of(), List.of(SEARCH), true));
        await().until(none::isComplete);
        tokens.opened = new Tokens.Opened(List.of(), PLACE);
        Future<TokenSealed> earlier = gate.seal(new SealToken(List.of("t"), List.of(SEARCH), true));
        await().until(earlier::isComplete);

        // then
        assertThat(none.failed()).isTrue();
        assertThat(tokens.sealed).hasSize(1);
        assertThat(tokens.place).isEqualTo(PLACE);
    }

    private static AwaitSystems write(String answer, long timeoutMillis) {
        return new AwaitSystems(List.of("search", "model"), List.of(), written(answer), timeoutMillis);
    }

    private static Written written(String answer) {
        return new Written("a", "Order", Buffer.buffer("{}"), Buffer.buffer(answer.replace('\'', '"')));
    }

    private static AwaitSystems targets(long timeoutMillis, SystemTarget... targets) {
        return new AwaitSystems(List.of(), List.of(targets), null, timeoutMillis);
    }

    private static Outcome outcome(Future<GateReport> report) {
        return report.result().outcomes().get(0).outcome();
    }

    /** One token that stands for what a test says. */
    private static final class FakeTokens implements Tokens {

        private final List<List<SystemTarget>> sealed = new ArrayList<>();
        private Opened opened = new Opened(List.of(), null);
        private final Set<String> expired = new HashSet<>();
        private EventCursor place;

        @Override
        public Future<Opened> open(List<String> texts) {
            if (texts.isEmpty()) {
                return Future.succeededFuture(new Opened(List.of(), null));
            }
            return texts.stream().noneMatch(expired::contains)
                    ? Future.succeededFuture(opened)
                    : Future.failedFuture(new RefusedTokenException("expired"));
        }

        @Override
        public Future<String> seal(List<SystemTarget> targets, EventCursor log) {
            sealed.add(targets);
            place = log;
            return Future.succeededFuture("sealed");
        }
    }
}
