package io.weir.action;

import static io.weir.action.EngineFixture.refusal;
import static io.weir.action.EngineFixture.report;
import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.action.FakeHandlers.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Backlog;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Settlement;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionState;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Actions with a row in the store. */
class StoredActionsTest {

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 10));

    @Test
    void shouldMeasureWhatWaitsForAFieldThatTheSchemaHasNoMore() {
        // Given
        node.ledger.backlog = Map.of("gone", new Backlog(3, 5000));

        // When
        node.pass(Duration.ofMinutes(1));

        // Then
        assertThat(node.metrics.scrape()).contains("weir_action_waiting{action=\"gone\"} 3.0");
        node.ledger.backlog = Map.of();
        node.pass(Duration.ofMinutes(1));
        assertThat(node.metrics.scrape()).contains("weir_action_waiting{action=\"gone\"} 0.0");
    }

    @Test
    void shouldAnswerOnceItIsStoredAndBeginAtOnce() {
        // Given
        node.handlers.silent = true;

        // When
        ActionReport accepted = report(node.later("create"));

        // Then
        assertThat(accepted.state()).isEqualTo(ActionState.ACCEPTED);
        assertThat(node.handlers.calls).hasSize(1);
        assertThat(node.handlers.calls.get(0).id()).isEqualTo(accepted.id());
        node.handlers.pending.remove().complete(ok(Map.of("n", 1)));
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.only().result).hasToString("{\"n\":1}");
        node.pass(Duration.ofMillis(1));
        assertThat(node.settled).containsExactly(accepted.id());
    }

    @Test
    void shouldAnswerAWaitingClientOnceItHasEnded() {
        // Given
        node.handlers.then(status(503), ok(Map.of("n", 2)));

        // When
        var answer = node.durable("create");
        assertThat(answer.isComplete()).isFalse();
        node.pass(Duration.ofSeconds(3));

        // Then
        assertThat(report(answer).result()).hasToString("{\"n\":2}");
        assertThat(report(answer).attempts()).isEqualTo(2);
        assertThat(node.ledger.only().log)
                .extracting(attempt -> attempt.httpStatus())
                .containsExactly(503, 200);
    }

    @Test
    void shouldTryAgainWhenTheTimeComesNotAtTheNextLook() {
        // Given: the pause of a waiting client is at most 100 ms
        node.handlers.then(status(503));

        // When
        var answer = node.durable("create");
        node.pass(Duration.ofMillis(110));

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldAnswerAWaitingClientWhoseActionEndedElsewhere() {
        // Given: this node must try again, another one is faster
        node.handlers.then(status(503, Duration.ofSeconds(2)));
        var answer = node.durable("create");
        node.ledger.only().dueAt = 0;
        Claim taken = node.ledger
                .claim(Map.of("create", 1), 1, "other", Duration.ofMinutes(1))
                .result()
                .get(0);

        // When
        node.ledger.settle(taken, new Settlement.Completed(Optional.empty(), Buffer.buffer("{}")));
        node.pass(Duration.ofSeconds(4));

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldGiveUpAfterTheLastAttempt() {
        // Given
        for (int i = 0; i < 6; i++) {
            node.handlers.then(status(503));
        }

        // When
        node.later("order");
        node.pass(Duration.ofMinutes(3));

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.FAILED);
        assertThat(node.ledger.only().attempts).isEqualTo(6);
        assertThat(node.ledger.only().failure.transientFailure()).isTrue();
        assertThat(node.ledger.only().failure.reasons()).isEmpty();
    }

    @Test
    void shouldReplayARepeatedKey() {
        // Given
        var first = report(node.engine.ask(start("create", "a", true, false, "key")));

        // When
        var second = report(node.engine.ask(start("create", "a", true, false, "key")));

        // Then
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.replayed()).isTrue();
        assertThat(second.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(node.handlers.calls).hasSize(1);
    }

    @Test
    void shouldRefuseAKeyThatIsReused() {
        // Given
        node.engine.ask(start("create", "a", true, true, "key"));

        // When
        var refused = refusal(node.engine.ask(start("create", "b", true, true, "key")));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED.name());
        assertThat(refused.httpStatus()).isEqualTo(422);
    }

    @Test
    void shouldLeaveNoPlaceTakenByWhatIsNotBegun() {
        // Given
        node.engine.ask(start("create", "a", true, true, "key"));

        // When
        for (int i = 0; i < 5; i++) {
            node.engine.ask(start("create", "b", true, true, "key"));
            node.engine.ask(start("create", "a", true, true, "key"));
        }

        // Then
        node.later("create");
        assertThat(node.handlers.calls).hasSize(2);
        assertThat(node.metrics.action("create").running().sum()).isZero();
    }

    @Test
    void shouldRefuseWorkThatCannotBeStored() {
        // Given
        node.ledger.away = true;

        // When
        var answer = node.later("create");
        node.pass(Duration.ofSeconds(5));

        // Then
        assertThat(refusal(answer).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE.name());
        assertThat(refusal(answer).transientFailure()).isTrue();
        assertThat(node.handlers.calls).isEmpty();
        assertThat(node.metrics.action("create").running().sum()).isZero();
    }

    @Test
    void shouldBridgeAShortAbsenceOfTheStore() {
        // Given
        node.ledger.away = true;
        var answer = node.later("create");

        // When
        node.pass(Duration.ofSeconds(1));
        node.ledger.away = false;
        node.pass(Duration.ofSeconds(2));

        // Then
        assertThat(report(answer).state()).isIn(ActionState.ACCEPTED, ActionState.IN_PROGRESS);
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldKeepAnOutcomeUntilTheStoreTakesIt() {
        // Given
        node.handlers.silent = true;
        node.later("create");
        node.ledger.away = true;

        // When
        node.handlers.pending.remove().complete(ok(Map.of("n", 1)));
        node.pass(Duration.ofMinutes(5));
        assertThat(node.ledger.only().state).isEqualTo(ActionState.IN_PROGRESS);
        node.ledger.away = false;
        node.pass(Duration.ofSeconds(5));

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.handlers.calls).hasSize(1);
    }

    @Test
    void shouldAnswerHowActionsStand() {
        // Given
        String id = report(node.later("create")).id();

        // When
        var answer = node.engine.ask(new ReadActions(List.of(id, "1", "", id.replace('7', '8')), "", false));

        // Then
        List<ActionReport> reports = ((ActionReports) answer.result()).reports();
        assertThat(reports).extracting(ActionReport::state).containsExactly(ActionState.COMPLETED);
    }

    @Test
    void shouldTakeAnActionBack() {
        // Given
        node.handlers.silent = true;
        node.later("create");
        node.later("create");
        String id = report(node.later("create")).id();

        // When
        var canceled = change(id, ChangeAction.Change.CANCEL);

        // Then
        assertThat(report(canceled).state()).isEqualTo(ActionState.CANCELED);
        node.pass(Duration.ofMillis(1));
        assertThat(node.settled).containsExactly(id);
        assertThat(refusal(change(id, ChangeAction.Change.CANCEL)).code())
                .isEqualTo(ErrorCode.ACTION_STATE_CONFLICT.name());
    }

    @Test
    void shouldTryAgainWhenAsked() {
        // Given
        node.handlers.then(status(400));
        String id = report(node.later("create")).id();
        assertThat(node.ledger.only().state).isEqualTo(ActionState.FAILED);

        // When
        change(id, ChangeAction.Change.RETRY);

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldNotKnowIdsThatAreNone() {
        assertThat(refusal(change("x", ChangeAction.Change.CANCEL)).code()).isEqualTo(ErrorCode.NOT_FOUND.name());
        assertThat(refusal(change("0190a000-0000-7000-8000-000000000000", ChangeAction.Change.CANCEL))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND.name());
    }

    private Future<? extends BusMessage> change(String id, ChangeAction.Change change) {
        return node.engine.ask(new ChangeAction(id, "", change));
    }
}
