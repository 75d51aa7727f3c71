package io.weir.action;

import static io.weir.action.EngineFixture.refusal;
import static io.weir.action.EngineFixture.report;
import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.action.FakeHandlers.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionState;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What actions that wait for systems leave free, refuse and tell on their node. */
class GatedNodeTest {

    private static final Duration SOON = Duration.ofMillis(10);

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 10));

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
}
