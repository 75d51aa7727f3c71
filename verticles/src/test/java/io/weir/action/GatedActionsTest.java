package io.weir.action;

import static io.weir.action.EngineFixture.report;
import static io.weir.action.FakeHandlers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.action.ledger.Settlement;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.Written;
import io.weir.source.FakeGates;
import java.time.Duration;
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
}
