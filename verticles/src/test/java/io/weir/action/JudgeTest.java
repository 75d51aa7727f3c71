package io.weir.action;

import static io.weir.action.FakeHandlers.broken;
import static io.weir.action.FakeHandlers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.ledger.Claim;
import io.weir.bus.ActionFailure;
import io.weir.config.ActionConfig;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private static final Duration LEFT = Duration.ofMinutes(9);
    private static final int MOST = 6;

    private final Judge waited = judge("create", true);
    private final Judge later = judge("create", false);
    private final Judge operation = judge("order", false);

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 502, 503, 504})
    void shouldTryAgainWhatMayGoBetterTheNextTime(int status) {
        assertThat(end(later, status)).isInstanceOf(Verdict.Retry.class);
        assertThat(end(waited, status)).isInstanceOf(Verdict.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 409, 422, 500, 501, 505})
    void shouldNotTryAgainWhatWouldGoTheSame(int status) {
        // When
        ActionFailure failure = failure(end(later, status));

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.ACTION_FAILED.name());
        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure.transientFailure()).isFalse();
        assertThat(failure.upstream()).hasToString("{\"why\":1}");
    }

    @Test
    void shouldTryAgainWhatTheConfigurationSays() {
        // Given
        ActionConfig d = ActionConfig.DEFAULT;
        ActionConfig config = new ActionConfig(
                d.sync(),
                d.async(),
                d.expiry(),
                List.of(500),
                1,
                d.connectTimeout(),
                1,
                d.circuitBreaker(),
                d.consistencyTimeout());
        Judge judge = new Judge(new Policy(EngineFixture.actions().get("create"), config, false), new Random(1));

        // Then
        assertThat(end(judge, 500)).isInstanceOf(Verdict.Retry.class);
        assertThat(end(judge, 501)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void shouldTryAgainWhatWasNotSent() {
        assertThat(end(later, broken(false))).isInstanceOf(Verdict.Retry.class);
        assertThat(end(waited, broken(false))).isInstanceOf(Verdict.Retry.class);
    }

    @Test
    void shouldJudgeWhatNobodyKnowsByTheMode() {
        assertThat(end(later, broken(true))).isInstanceOf(Verdict.Retry.class);
        assertThat(end(judge("again", true), broken(true))).isInstanceOf(Verdict.Retry.class);
        assertThat(failure(end(waited, broken(true))).code()).isEqualTo(ErrorCode.UPSTREAM_OUTCOME_UNKNOWN.name());
    }

    @Test
    void shouldNotTryAgainWhatMayNotBeCalled() {
        // Given
        var outcome = new HandlerOutcome.Broken(ErrorCode.HANDLER_NOT_ALLOWED, "no", false);

        // Then
        assertThat(failure(end(later, outcome)).transientFailure()).isFalse();
    }

    @Test
    void shouldNotTryAgainWhatWasDoneWithoutAUsableAnswer() {
        // Given
        var outcome = new HandlerOutcome.Unusable(200, ErrorCode.HANDLER_REPLY_TOO_LARGE, "too large");

        // Then
        assertThat(failure(end(later, outcome)).code()).isEqualTo(ErrorCode.HANDLER_REPLY_TOO_LARGE.name());
        assertThat(failure(end(later, ok(List.of(1)))).code()).isEqualTo(ErrorCode.HANDLER_MALFORMED_REPLY.name());
    }

    @Test
    void shouldTakeNoBodyForAnEmptyObject() {
        assertThat(end(later, new HandlerOutcome.Answered(204, null)))
                .isEqualTo(new Verdict.Done(204, Buffer.buffer("{}")));
    }

    @Test
    void shouldKeepTheReasonsOfAnOperation() {
        // Given
        Map<String, Object> body = Map.of("failures", List.of(Map.of("message", "a"), Map.of("message", "b")));
        var refused = new HandlerOutcome.Rejected(
                422, "status 422", Buffer.buffer("{\"failures\":[{\"message\":\"c\"}]}"), Duration.ZERO);

        // Then
        assertThat(failure(end(operation, ok(body))).reasons()).containsExactly("a", "b");
        assertThat(failure(end(operation, refused)).reasons()).containsExactly("c");
        assertThat(failure(end(operation, 404)).reasons()).containsExactly("status 404");
        assertThat(failure(end(operation, 500)).reasons()).isEmpty();
        assertThat(end(operation, ok(Map.of("failures", List.of())))).isInstanceOf(Verdict.Done.class);
        assertThat(end(later, ok(body))).isInstanceOf(Verdict.Done.class);
    }

    @Test
    void shouldCallTheEndOfAttemptsTransient() {
        // When
        ActionFailure failure = failure(operation.end(FakeHandlers.status(503), MOST, MOST, LEFT));

        // Then
        assertThat(failure.transientFailure()).isTrue();
        assertThat(failure.httpStatus()).isEqualTo(503);
        assertThat(failure.attempts()).isEqualTo(MOST);
        assertThat(failure.reasons()).isEmpty();
    }

    @Test
    void shouldWaitForTheLongerOfItsOwnPauseAndTheOneAskedFor() {
        // Given
        Duration asked = Duration.ofMinutes(2);

        // Then
        assertThat(retry(later.end(FakeHandlers.status(503, asked), 1, MOST, LEFT))
                        .pause())
                .isEqualTo(asked);
        assertThat(retry(later.end(FakeHandlers.status(503, Duration.ofNanos(1)), 1, MOST, LEFT))
                        .pause())
                .isGreaterThan(Duration.ofNanos(1));
        assertThat(failure(later.end(FakeHandlers.status(503, asked), 1, MOST, asked))
                        .retryAfterMillis())
                .isEqualTo(asked.toMillis());
    }

    @Test
    void shouldLetAnAttemptBegin() {
        assertThat(later.begin(claim(0, false, 0, null, false), LEFT)).isEmpty();
        assertThat(later.begin(claim(1, true, 4, null, false), LEFT)).isEmpty();
        assertThat(judge("again", true).begin(claim(1, true, 1, null, false), LEFT))
                .isEmpty();
    }

    @Test
    void shouldKeepAnAttemptFromBeginning() {
        // Given
        ActionFailure last = ActionFailure.of("LAST", "last");

        // Then
        assertThat(kept(waited, claim(1, true, 1, null, false), LEFT)).isEqualTo("UPSTREAM_OUTCOME_UNKNOWN");
        assertThat(kept(later, claim(6, true, 1, last, false), LEFT)).isEqualTo("UPSTREAM_OUTCOME_UNKNOWN");
        assertThat(kept(later, claim(6, false, 0, last, false), LEFT)).isEqualTo("LAST");
        assertThat(kept(later, claim(1, false, 0, last, false), Duration.ZERO)).isEqualTo("LAST");
        assertThat(kept(later, claim(0, false, 0, null, false), Duration.ofMillis(-1)))
                .isEqualTo("ACTION_EXPIRED");
        assertThat(kept(later, claim(1, true, 5, null, false), LEFT)).isEqualTo("ACTION_POISONED");
    }

    @Test
    void shouldLetTheLedgerCancelWhatWasTakenBack() {
        assertThat(later.begin(claim(1, true, 5, null, true), LEFT)).containsInstanceOf(Verdict.Retry.class);
    }

    private static String kept(Judge judge, Claim claim, Duration left) {
        return failure(judge.begin(claim, left).orElseThrow()).code();
    }

    private static Claim claim(int attempts, boolean unknown, int lost, ActionFailure last, boolean canceled) {
        return new Claim(
                new UUID(0, 0),
                1,
                "create",
                Buffer.buffer("{}"),
                Map.of(),
                attempts,
                MOST,
                unknown,
                lost,
                true,
                1,
                1,
                last,
                canceled);
    }

    private static Verdict end(Judge judge, int status) {
        return end(judge, FakeHandlers.status(status));
    }

    private static Verdict end(Judge judge, HandlerOutcome outcome) {
        return judge.end(outcome, 1, MOST, LEFT);
    }

    private static ActionFailure failure(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        return ((Verdict.Failed) verdict).failure();
    }

    private static Verdict.Retry retry(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Retry.class);
        return (Verdict.Retry) verdict;
    }

    private static Judge judge(String field, boolean awaited) {
        Policy policy = new Policy(EngineFixture.actions().get(field), ActionConfig.DEFAULT, awaited);
        return new Judge(policy, new Random(1));
    }
}
