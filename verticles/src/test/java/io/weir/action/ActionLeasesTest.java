package io.weir.action;

import static io.weir.action.EngineFixture.report;
import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.NewAction;
import io.weir.action.ledger.Terms;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionState;
import io.weir.bus.BusMessage;
import io.weir.config.ActionsConfig;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Actions whose lease is lost or given back: of nodes that die, hang or stop. */
class ActionLeasesTest {

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 10));

    @Test
    void shouldKeepItsLeases() {
        // Given
        node.handlers.silent = true;
        node.later("slow");

        // When
        ActionEngine other = node.another("other", ActionsConfig.DEFAULT, Optional.of(node.ledger));
        other.start();
        node.pass(Duration.ofMinutes(2));

        // Then
        assertThat(node.handlers.calls).hasSize(1);
        assertThat(node.ledger.renewals).isGreaterThan(10);
    }

    @Test
    void shouldForgetWhatItFoundOutAfterItsLeaseWasLost() {
        // Given: another one has taken it over
        node.handlers.silent = true;
        node.later("create");
        node.ledger.only().epoch++;

        // When
        node.handlers.pending.remove().complete(ok(Map.of("n", 1)));

        // Then
        assertThat(node.ledger.only().result).isNull();
        assertThat(node.metrics.scrape()).contains("weir_action_settlements_stale_total{action=\"create\"} 1.0");
        node.pass(Duration.ofMillis(10));
        assertThat(node.settled).isEmpty();
        assertThat(node.metrics.action("create").running().sum()).isZero();
    }

    @Test
    void shouldTryAgainInTheBackgroundWhatADeadNodeMayHaveDone() {
        // Given
        abandoned(true);

        // When
        node.pass(Duration.ofSeconds(31));

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.only().attempts).isEqualTo(2);
    }

    @Test
    void shouldNotTryAgainForAClientWhatADeadNodeMayHaveDone() {
        // Given
        abandoned(false);

        // When
        node.pass(Duration.ofSeconds(31));

        // Then
        assertThat(node.ledger.only().failure.code()).isEqualTo(ErrorCode.UPSTREAM_OUTCOME_UNKNOWN.name());
        assertThat(node.ledger.only().attempts).isEqualTo(1);
    }

    /** An action whose node died while it was called. */
    private void abandoned(boolean later) {
        FakeHandlers dead = node.handlers;
        dead.silent = true;
        ActionEngine other = node.another("other", ActionsConfig.DEFAULT, Optional.of(node.ledger));
        other.ask(start("create", "a", true, later, null));
        dead.pending.clear();
        dead.silent = false;
    }

    @Test
    void shouldStopTryingWhatKillsNodes() {
        // Given
        abandoned(true);
        node.ledger.only().lost = 4;

        // When
        node.pass(Duration.ofSeconds(31));

        // Then
        assertThat(node.ledger.only().failure.code()).isEqualTo(ErrorCode.ACTION_POISONED.name());
        assertThat(node.ledger.only().attempts).isEqualTo(1);
    }

    @Test
    void shouldGiveBackWhatDoesNotEndInTime() {
        // Given
        node.handlers.silent = true;
        node.later("create");
        node.later("create");

        // When
        Future<Void> stopped = node.engine.stop();
        node.handlers.pending.remove().complete(ok(Map.of()));
        node.pass(Duration.ofSeconds(24));
        assertThat(stopped.isComplete()).isFalse();
        node.pass(Duration.ofSeconds(2));

        // Then
        assertThat(stopped.succeeded()).isTrue();
        assertThat(node.ledger.rows.values())
                .extracting(row -> row.state)
                .containsExactly(ActionState.COMPLETED, ActionState.RETRY_WAIT);
        assertThat(node.ledger.rows.values()).extracting(row -> row.open).containsExactly(false, true);
    }

    @Test
    void shouldGiveBackWhatTheStoreGaveItWhileItStopped() {
        // Given
        Promise<Void> answer = Promise.promise();
        node.ledger.claimable = answer.future();
        node.handlers.silent = true;
        node.pass(Duration.ofSeconds(2));
        node.ledger.accept(accepted());

        // When
        Future<Void> stopped = node.engine.stop();
        assertThat(stopped.isComplete()).isFalse();
        answer.complete();
        node.pass(Duration.ofSeconds(1));

        // Then
        assertThat(stopped.succeeded()).isTrue();
        assertThat(node.handlers.calls).isEmpty();
        assertThat(node.ledger.only().state).isEqualTo(ActionState.RETRY_WAIT);
        assertThat(node.ledger.only().dueAt).isLessThanOrEqualTo(node.timing.millis());
    }

    @Test
    void shouldTellWhoeverStillWaitsWhenItStops() {
        // Given
        node.handlers.silent = true;
        Future<? extends BusMessage> waiting = node.durable("slow");

        // When
        Future<Void> stopped = node.engine.stop();
        node.pass(Duration.ofSeconds(26));

        // Then
        assertThat(stopped.succeeded()).isTrue();
        assertThat(report(waiting).state().ended()).isFalse();
    }

    /** As another node has accepted it. */
    private static NewAction accepted() {
        return new NewAction(
                UUID.randomUUID(),
                "create",
                "",
                Buffer.buffer("{}"),
                Map.of(),
                new ActionOperation("mutation { a }", null, Buffer.buffer("{}"), "a"),
                Optional.empty(),
                null,
                false,
                new Terms(3, Duration.ofMinutes(1), Duration.ofHours(1)),
                Optional.empty());
    }
}
