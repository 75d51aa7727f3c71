package io.weir.action;

import static io.weir.action.EngineFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.source.FakeGates;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Actions that wait for systems, and whose node dies or loses them. */
class TakenOverActionsTest {

    private static final Duration SOON = Duration.ofMillis(10);

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 10));

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

    /** Another node, of which this one's actions are the only ones. */
    private static EngineFixture afterTheDeathOf(EngineFixture dead) {
        return new EngineFixture(dead.ledger);
    }
}
