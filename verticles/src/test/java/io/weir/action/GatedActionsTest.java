package io.weir.action;

import static io.weir.action.EngineFixture.refusal;
import static io.weir.action.EngineFixture.report;
import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.action.FakeHandlers.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.action.ledger.Settlement;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionState;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.Written;
import io.weir.error.ErrorCode;
import io.weir.source.FakeGates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Actions whose answers wait for the systems that they affect. */
class GatedActionsTest {

    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 10));

    @Test
    void shouldEndWithOneWriteWhatSystemsShowAtOnce() {
        // When: the client asks for nothing that would have it stored
        ActionReport done = report(node.sync("save"));

        // Then
        assertThat(done.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(done.gate().passed()).isTrue();
        assertThat(done.gate().targets())
                .containsExactlyInAnyOrder(FakeGates.target("search"), FakeGates.target("mail"));
        assertThat(node.ledger.settlements).singleElement().isInstanceOf(Settlement.Completed.class);
        assertThat(node.ledger.only().gate).isEqualTo(done.gate());
        assertThat(node.gates.waits).singleElement().satisfies(wait -> {
            assertThat(wait.systems()).containsExactly("search", "mail");
            assertThat(wait.patience()).isEqualTo(SOON);
            Written write = wait.write();
            assertThat(write.actionId()).isEqualTo(done.id());
            assertThat(write.type()).isEqualTo("Created");
            assertThat(write.arguments()).hasToString("{\"name\":\"a\"}");
            assertThat(write.result()).hasToString("{\"n\":1}");
        });
    }

    @Test
    void shouldStoreTheAnswerBeforeItWaitsForLong() {
        // Given
        node.gates.close();
        var answer = node.durable("save");

        // When
        node.pass(SOON);
        node.gates.last().timeOut("search");

        // Then
        assertThat(answer.isComplete()).isFalse();
        assertThat(node.ledger.settlements).singleElement().isInstanceOf(Settlement.Answered.class);
        assertThat(node.ledger.only().state).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(node.ledger.only().result).hasToString("{\"n\":1}");
        assertThat(node.ledger.only().gate.targets()).hasSize(2);
        assertThat(node.metrics.action("save").running().sum()).isZero();
        assertThat(node.metrics.action("save").gated().sum()).isOne();
        assertThat(node.gates.last().systems()).as("targets are found once").isEmpty();
        assertThat(node.gates.last().targets()).containsExactly(FakeGates.target("search"));

        // When
        node.pass(Duration.ofSeconds(1));
        node.gates.last().open();

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
        assertThat(report(answer).gate().passed()).isTrue();
        assertThat(node.ledger.only().log).hasSize(1);
        assertThat(node.metrics.action("save").gated().sum()).isZero();
        assertThat(node.metrics.scrape())
                .contains("weir_action_gate_seconds_count{action=\"save\",outcome=\"REACHED\"}");
    }

    @Test
    void shouldStoreTheAnswerWhenTheGateSaysNothing() {
        // Given
        node.gates.close();
        var answer = node.durable("save");

        // When
        node.pass(Duration.ofMillis(40));

        // Then
        assertThat(node.ledger.only().result).isNotNull();
        assertThat(node.ledger.only().gate).isNull();
        node.gates.last().open();
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.settlements).hasSize(2);
    }

    @Test
    void shouldTellAClientHowFarTheSystemsAreWhenItsTimeIsOver() {
        // Given
        node.gates.close();
        var answer = node.durable("save");
        node.pass(SOON);
        node.gates.last().timeOut("search");

        // When
        assertThat(node.gates.last().patience()).isEqualTo(TIMEOUT.minus(SOON));
        node.pass(TIMEOUT);
        node.gates.last().timeOut("search");

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(report(answer).committed()).isTrue();
        assertThat(report(answer).gate().outcomes())
                .containsExactly(
                        new SystemOutcome("search", Outcome.TIMED_OUT, 5010),
                        new SystemOutcome("mail", Outcome.REACHED, 10));
        assertThat(node.settled).isEmpty();

        // When: the wait goes on
        node.gates.last().open();
        node.pass(SOON);

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.settled).containsExactly(report(answer).id());
    }

    @Test
    void shouldTellAClientEarlierThatWaitsForLess() {
        // Given
        node.gates.close();
        var answer = node.durable("save", Duration.ofMillis(1));
        node.pass(SOON);
        assertThat(answer.isComplete()).isFalse(); // before the gate has said anything, there is nothing to tell

        // When
        node.gates.last().timeOut("search");

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(report(answer).gate().outcomes()).contains(new SystemOutcome("search", Outcome.TIMED_OUT, 10));
    }

    @Test
    void shouldNotLetASystemWaitForItself() {
        // When
        ActionReport done = report(node.durable("save", "search"));

        // Then
        assertThat(done.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(node.gates.waits)
                .singleElement()
                .satisfies(wait -> assertThat(wait.systems()).containsExactly("mail"));
    }

    @Test
    void shouldNotLetAClientWaitForMoreThanTheConfigurationSays() {
        // Given
        node.gates.close();

        // When
        var answer = node.durable("save", TIMEOUT.multipliedBy(10));
        node.pass(SOON);
        node.gates.last().timeOut("search");

        // Then
        assertThat(answer.isComplete()).isFalse();
        assertThat(node.gates.last().patience()).isEqualTo(TIMEOUT.minus(SOON));
    }

    @Test
    void shouldTellAClientWhateverTheGateDoes() {
        // Given
        node.gates.close();
        var answer = node.durable("save");

        // When
        node.pass(TIMEOUT.plusSeconds(1));

        // Then
        assertThat(report(answer).committed()).isTrue();
        assertThat(report(answer).gate().outcomes())
                .extracting(SystemOutcome::outcome)
                .containsExactly(Outcome.STALLED, Outcome.STALLED);
    }

    @Test
    void shouldCountTheClientsTimeFromTheHandlersAnswer() {
        // Given
        node.gates.close();
        node.handlers.silent = true;
        var answer = node.durable("save");
        node.pass(Duration.ofSeconds(14));
        node.handlers.pending.remove().complete(ok(Map.of("n", 1)));

        // When
        node.pass(Duration.ofSeconds(4));
        assertThat(answer.isComplete()).isFalse();
        node.gates.last().open();

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldEndWhenPatienceIsOver() {
        // Given
        node.gates.close();
        node.later("save");

        // When
        for (int piece = 0; node.ledger.only().state == ActionState.IN_PROGRESS && piece < 1_000; piece++) {
            node.pass(node.gates.last().patience());
            node.gates.last().timeOut("search");
        }

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.only().gate.outcomes())
                .containsExactly(
                        new SystemOutcome(
                                "search", Outcome.TIMED_OUT, Duration.ofHours(1).toMillis()),
                        new SystemOutcome("mail", Outcome.REACHED, 10));
        assertThat(node.handlers.calls).hasSize(1);
        assertThat(node.metrics.scrape())
                .contains("weir_action_gate_seconds_count{action=\"save\",outcome=\"BEHIND\"}");
    }

    @Test
    void shouldAskAgainAfterPausesWhileNoGateIsThere() {
        // Given
        node.gates.close();
        node.later("save");

        // When
        node.gates.last().stall("search", "mail");
        for (int second = 0; second < 60; second++) {
            node.pass(Duration.ofSeconds(1));
            if (!node.gates.last().answer().future().isComplete()) {
                node.gates.last().stall("search", "mail");
            }
        }

        // Then
        assertThat(node.gates.waits).hasSizeBetween(10, 30);
        assertThat(node.gates.last().systems())
                .as("what to wait for is not known yet")
                .hasSize(2);

        // When
        node.pass(Duration.ofSeconds(6));
        node.gates.last().open();

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldFindOnlyTheTargetsThatItDoesNotKnow() {
        // Given
        node.gates.close();
        node.later("save");

        // When
        node.pass(SOON);
        node.gates.last().stall("search");
        node.pass(Duration.ofSeconds(1));

        // Then
        assertThat(node.gates.last().systems()).containsExactly("search");
        node.gates.last().open();
        assertThat(node.ledger.only().gate.targets()).hasSize(2);
    }

    @Test
    void shouldLeaveToOthersWhatItHasNoRoomFor() {
        // Given
        EngineFixture small = new EngineFixture(1);
        small.gates.close();
        ActionReport first = report(small.later("save"));
        ActionReport second = report(small.later("save"));

        // When: the one more is given back, and nobody takes it
        small.pass(Duration.ofSeconds(20));

        // Then
        assertThat(small.ledger.settlements)
                .filteredOn(Settlement.Released.class::isInstance)
                .hasSize(1);
        assertThat(small.settled).isEmpty();

        // When
        small.gates.open();
        small.gates.waits.get(0).open();
        small.pass(Duration.ofSeconds(20));

        // Then
        assertThat(small.settled).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(small.handlers.calls).hasSize(2);
    }

    @Test
    void shouldTakeOverWhatADeadNodeLeftWithoutItsHandler() {
        // Given
        node.gates.close();
        ActionReport accepted = report(node.later("save"));
        node.pass(SOON);
        node.gates.last().timeOut("search");
        EngineFixture other = afterTheDeathOf(node);

        // When
        other.pass(Duration.ofMinutes(1));

        // Then
        assertThat(other.handlers.calls).isEmpty();
        assertThat(other.events).as("it was told before").isEmpty();
        assertThat(other.gates.waits).hasSize(1);
        assertThat(other.gates.last().targets()).containsExactly(FakeGates.target("search"));
        assertThat(other.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(other.ledger.only().gate.outcomes())
                .as("since the handler's answer")
                .allSatisfy(outcome -> assertThat(outcome.outcome()).isEqualTo(Outcome.REACHED));
        assertThat(other.settled).containsExactly(accepted.id());
    }

    @Test
    void shouldTellAgainWhatADeadNodeMayNotHaveTold() {
        // Given: the gate had said nothing yet
        node.gates.close();
        ActionReport accepted = report(node.later("save"));
        node.pass(Duration.ofMillis(40));
        EngineFixture other = afterTheDeathOf(node);

        // When
        other.pass(Duration.ofMinutes(1));

        // Then
        assertThat(other.events).extracting(ActionReport::id).containsExactly(accepted.id());
        assertThat(other.gates.last().systems()).containsExactly("search", "mail");
        assertThat(other.ledger.only().state).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldNotWaitLongerThanPatienceAfterATakeOver() {
        // Given
        node.gates.close();
        node.later("save");
        node.pass(SOON);
        node.gates.last().timeOut("search");
        EngineFixture other = afterTheDeathOf(node);
        other.gates.close();
        other.ledger.only().answeredAt -= Duration.ofHours(2).toMillis();

        // When
        other.pass(Duration.ofMinutes(1));
        other.gates.last().timeOut("search");

        // Then
        assertThat(other.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(other.ledger.only().gate.passed()).isFalse();
    }

    @Test
    void shouldForgetWhatAnotherNodeHasTakenOver() {
        // Given
        node.gates.close();
        node.later("save");
        node.pass(SOON);
        node.gates.last().timeOut("search");
        node.ledger.only().dueAt = 0;
        node.ledger.claimAnswered(1, "other", Duration.ofHours(1));

        // When
        node.pass(Duration.ofSeconds(20));
        int asked = node.gates.waits.size();
        node.gates.last().timeOut("search");

        // Then
        assertThat(node.gates.waits).as("nothing more is asked").hasSize(asked);
        assertThat(node.ledger.only().state).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(node.metrics.action("save").gated().sum()).isZero();
        assertThat(node.metrics.action("save").running().sum()).isZero();
    }

    @Test
    void shouldTakeOverFromItself() {
        // Given: the store was away for so long that the lease ran out
        node.gates.close();
        node.later("save");
        node.pass(SOON);
        node.gates.last().timeOut("search");
        FakeGates.Wait before = node.gates.last();
        node.ledger.only().dueAt = 0;

        // When
        node.pass(Duration.ofSeconds(2));
        assertThat(node.metrics.action("save").gated().sum()).isOne();
        before.open();
        node.gates.last().open();

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.only().epoch).isEqualTo(2);
        assertThat(node.metrics.action("save").gated().sum()).isZero();
    }

    @Test
    void shouldFreeItsPlaceForOthers() {
        // Given
        node.gates.close();

        // When
        for (int i = 0; i < 5; i++) {
            node.later("save");
            node.pass(Duration.ofMillis(40));
        }

        // Then
        assertThat(node.handlers.calls).hasSize(5);
    }

    @Test
    void shouldLetTheNextOfItsSerialKeyBegin() {
        // Given
        node.gates.close();
        node.later("saveInTurn");
        node.later("saveInTurn");
        assertThat(node.handlers.calls).hasSize(1);

        // When
        node.pass(Duration.ofMillis(40));

        // Then
        assertThat(node.handlers.calls).hasSize(2);
        assertThat(node.ledger.only().state).isEqualTo(ActionState.IN_PROGRESS);
    }

    @Test
    void shouldGateEachCommandOfABatch() {
        // Given
        node.gates.close();
        node.handlers.batchAnswer = call -> ok(Map.of(
                "outcomes",
                List.of(
                        Map.of("identifier", call.commands().get(0).identifier(), "result", Map.of("n", 1)),
                        Map.of(
                                "identifier",
                                call.commands().get(1).identifier(),
                                "failures",
                                List.of(Map.of("message", "no"))))));

        // When
        var one = node.durable("saveMany");
        var two = node.durable("saveMany");

        // Then
        assertThat(report(two).state()).isEqualTo(ActionState.FAILED);
        assertThat(node.gates.waits).hasSize(1);
        assertThat(one.isComplete()).isFalse();
        node.gates.last().open();
        assertThat(report(one).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldNotGateWhatFailed() {
        // Given
        node.handlers.then(status(422));

        // When
        ActionReport failed = report(node.durable("save"));

        // Then
        assertThat(failed.state()).isEqualTo(ActionState.FAILED);
        assertThat(failed.gate()).isNull();
        assertThat(node.gates.waits).isEmpty();
        assertThat(node.events).isEmpty();
    }

    @Test
    void shouldRefuseToTakeBackWhatIsDone() {
        // Given
        node.gates.close();
        String id = report(node.later("save")).id();
        node.pass(Duration.ofMillis(40));

        // When
        Future<? extends BusMessage> answer = node.engine.ask(new ChangeAction(id, "", ChangeAction.Change.CANCEL));

        // Then
        assertThat(refusal(answer).code()).isEqualTo(ErrorCode.ACTION_STATE_CONFLICT.name());
        assertThat(refusal(answer).message()).endsWith("that is done");
    }

    @Test
    void shouldSayHowFarTheSystemsAreToWhoeverAsks() {
        // Given
        node.gates.close();
        String id =
                report(node.engine.ask(start("save", "a", true, true, "key"))).id();
        node.pass(SOON);
        node.gates.last().timeOut("search", "mail");
        node.pass(Duration.ofSeconds(10));
        node.gates.last().timeOut("search");

        // When
        ActionReports read = (ActionReports)
                node.engine.ask(new ReadActions(List.of(id), "", false)).result();
        ActionReport repeated = report(node.engine.ask(start("save", "a", true, true, "key")));

        // Then
        assertThat(read.reports().get(0).gate().outcomes())
                .extracting(SystemOutcome::outcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.REACHED);
        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.committed()).isTrue();
        assertThat(repeated.gate()).isEqualTo(read.reports().get(0).gate());
    }

    @Test
    void shouldGiveBackWhatWaitsWhenItStops() {
        // Given
        node.gates.close();
        node.later("save");
        node.pass(SOON);
        node.gates.last().timeOut("search");

        // When
        Future<Void> stopped = node.engine.stop();
        node.pass(SOON);

        // Then
        assertThat(stopped.isComplete()).isTrue();
        assertThat(node.ledger.only().result).isNotNull();
        assertThat(node.ledger.only().dueAt).as("no one's").isLessThanOrEqualTo(node.timing.millis());
        assertThat(node.ledger.only().state).isEqualTo(ActionState.IN_PROGRESS);
        EngineFixture other = new EngineFixture(node.ledger);
        other.pass(Duration.ofSeconds(2));
        assertThat(other.ledger.only().state).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldAnswerItsClientsBeforeItStops() {
        // Given
        node.gates.close();
        var answer = node.durable("save");
        node.pass(Duration.ofMillis(40));

        // When
        Future<Void> stopped = node.engine.stop();
        node.pass(Duration.ofSeconds(1));
        assertThat(stopped.isComplete()).isFalse();
        node.gates.last().open();
        node.pass(Duration.ofMillis(40));

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
        assertThat(stopped.isComplete()).isTrue();
    }

    /** Another node, of which this one's actions are the only ones. */
    private static EngineFixture afterTheDeathOf(EngineFixture dead) {
        return new EngineFixture(dead.ledger);
    }
}
