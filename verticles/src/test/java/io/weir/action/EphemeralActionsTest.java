package io.weir.action;

import static io.weir.action.EngineFixture.refusal;
import static io.weir.action.EngineFixture.report;
import static io.weir.action.FakeHandlers.broken;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.action.FakeHandlers.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.ActionState;
import io.weir.bus.BusMessage;
import io.weir.config.ActionsConfig;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Actions that nobody refers to afterwards: they run at once and touch no store. */
class EphemeralActionsTest {

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 1));

    @Test
    void shouldAnswerWithWhatTheHandlerSaid() {
        // Given
        node.handlers.then(ok(Map.of("n", 7)));

        // When
        var report = report(node.sync("create"));

        // Then
        assertThat(report.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(report.result()).hasToString("{\"n\":7}");
        assertThat(report.attempts()).isEqualTo(1);
        assertThat(node.handlers.calls.get(0).id()).isEqualTo(report.id());
        assertThat(node.handlers.calls.get(0).arguments()).containsEntry("name", "a");
        assertThat(node.handlers.calls.get(0).timeout()).hasSeconds(10);
        assertThat(node.ledger.rows).isEmpty();
    }

    @Test
    void shouldTryAgainWithTheSameIdAndTellTheLastAnswer() {
        // Given
        node.handlers.then(status(503), status(429), status(502));

        // When
        var answer = node.sync("create");
        node.pass(Duration.ofSeconds(10));

        // Then
        assertThat(report(answer).failure().httpStatus()).isEqualTo(502);
        assertThat(report(answer).failure().attempts()).isEqualTo(3);
        assertThat(report(answer).failure().transientFailure()).isTrue();
        assertThat(node.handlers.calls).extracting(call -> call.attempt()).containsExactly(1, 2, 3);
        assertThat(node.handlers.calls)
                .extracting(call -> call.id())
                .containsOnly(report(answer).id());
    }

    @Test
    void shouldWaitAsLongAsTheHandlerAsks() {
        // Given
        node.handlers.then(status(503, Duration.ofSeconds(5)));

        // When
        var answer = node.sync("create");
        node.pass(Duration.ofMillis(4999));
        assertThat(answer.isComplete()).isFalse();
        node.pass(Duration.ofMillis(1));

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldFailAtOnceWhenTheHandlerAsksForMoreTimeThanThereIs() {
        // Given
        node.handlers.then(status(503, Duration.ofSeconds(60)));

        // When
        var failure = report(node.sync("create")).failure();

        // Then
        assertThat(failure.httpStatus()).isEqualTo(503);
        assertThat(failure.retryAfterMillis()).isEqualTo(60_000);
    }

    @Test
    void shouldNotTryAgainWhatMayHaveBeenDone() {
        // Given
        node.handlers.then(broken(true));

        // When
        var failure = report(node.sync("create")).failure();

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_OUTCOME_UNKNOWN.name());
        assertThat(failure.httpStatus()).isEqualTo(504);
        assertThat(failure.transientFailure()).isFalse();
    }

    @Test
    void shouldTryAgainWhatMayHaveBeenDoneWhereThatIsHarmless() {
        // Given
        node.handlers.then(broken(true));

        // When
        var answer = node.sync("again");
        node.pass(Duration.ofSeconds(1));

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldGiveAnActionTheTimeThatItsSchemaSays() {
        // When
        node.sync("slow");

        // Then
        assertThat(node.handlers.calls.get(0).timeout()).hasMinutes(1);
    }

    @Test
    void shouldQueueWhatFindsNoPlaceAndRefuseTheRest() {
        // Given
        node.handlers.silent = true;
        node.sync("create");
        node.sync("create");

        // When
        Future<? extends BusMessage> third = node.sync("create");
        Future<? extends BusMessage> fourth = node.sync("create");

        // Then
        assertThat(refusal(fourth).code()).isEqualTo(ErrorCode.ACTIONS_OVERLOADED.name());
        assertThat(refusal(fourth).transientFailure()).isTrue();
        assertThat(node.handlers.calls).hasSize(2);
        node.handlers.pending.remove().complete(ok(Map.of()));
        assertThat(node.handlers.calls).hasSize(3);
        assertThat(third.isComplete()).isFalse();
    }

    @Test
    void shouldRefuseWhatWaitsPastItsDeadline() {
        // Given
        node.handlers.silent = true;
        node.sync("create");
        node.sync("create");

        // When
        var third = node.sync("create");
        node.pass(Duration.ofSeconds(16));

        // Then
        assertThat(refusal(third).code()).isEqualTo(ErrorCode.ACTIONS_OVERLOADED.name());
        assertThat(node.handlers.calls).hasSize(2);
    }

    @Test
    void shouldLeaveAFailingHandlerInPeace() {
        // Given: no answer twenty times
        for (int i = 0; i < 20; i++) {
            node.handlers.then(broken(true));
            node.sync("create");
        }
        node.handlers.calls.clear();

        // When
        var failure = report(node.sync("create")).failure();

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.CIRCUIT_OPEN.name());
        assertThat(failure.httpStatus()).isEqualTo(503);
        assertThat(failure.retryAfterMillis()).isBetween(9_900L, 10_100L);
        assertThat(node.handlers.calls).isEmpty();
        node.pass(Duration.ofSeconds(11));
        assertThat(report(node.sync("create")).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldRefuseWhatATemplateDoesNotTake() {
        // Given
        node.handlers.refusal = Optional.of("a line break in a header");

        // Then
        assertThat(refusal(node.sync("create")).code()).isEqualTo(ErrorCode.BAD_USER_INPUT.name());
    }

    @Test
    void shouldRefuseActionsThatItDoesNotKnow() {
        assertThat(refusal(node.sync("other")).code()).isEqualTo(ErrorCode.ACTIONS_UNAVAILABLE.name());
    }

    @Test
    void shouldRefuseWhatMustBeStoredWithoutAStore() {
        // Given
        ActionEngine bare = node.another("bare", ActionsConfig.DEFAULT, Optional.empty());

        // When
        var durable = bare.ask(EngineFixture.start("create", "a", true, true, null));
        var plain = bare.ask(EngineFixture.start("create", "a", false, false, null));

        // Then
        assertThat(refusal(durable).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE.name());
        assertThat(report(plain).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldFinishWhatRunsBeforeItStops() {
        // Given
        node.handlers.silent = true;
        var running = node.sync("create");

        // When
        Future<Void> stopped = node.engine.stop();

        // Then
        assertThat(refusal(node.sync("create")).code()).isEqualTo(ErrorCode.ACTIONS_UNAVAILABLE.name());
        node.pass(Duration.ofSeconds(1));
        assertThat(stopped.isComplete()).isFalse();
        node.handlers.pending.remove().complete(ok(Map.of()));
        node.pass(Duration.ofSeconds(1));
        assertThat(report(running).state()).isEqualTo(ActionState.COMPLETED);
        assertThat(stopped.succeeded()).isTrue();
    }
}
