package io.weir.action;

import static io.weir.action.EngineFixture.report;
import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.broken;
import static io.weir.action.FakeHandlers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.ActionState;
import io.weir.bus.BusMessage;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of the stored actions is begun, and when. */
class ActionTurnsTest {

    private final EngineFixture node = new EngineFixture(EngineFixture.config(2, 10));

    @Test
    void shouldClaimOnlyWhatItHasPlacesFor() {
        // Given
        node.handlers.silent = true;

        // When
        for (int i = 0; i < 5; i++) {
            node.later("create");
        }
        node.pass(Duration.ofSeconds(3));

        // Then
        assertThat(node.handlers.calls).hasSize(2);
        node.handlers.pending.remove().complete(ok(Map.of()));
        assertThat(node.handlers.calls).hasSize(3);
    }

    @Test
    void shouldNotLetOneActionKeepAnotherFromItsTurn() {
        // Given
        node.handlers.silent = true;
        for (int i = 0; i < 5; i++) {
            node.later("create");
        }

        // When
        node.later("again");

        // Then
        assertThat(node.handlers.calls)
                .extracting(call -> call.action().field())
                .containsExactly("create", "create", "again");
    }

    @Test
    void shouldRunActionsOfOneKeyInTheirOrder() {
        // Given
        node.handlers.silent = true;

        // When
        node.later("ordered", "a");
        node.later("ordered", "a");
        node.later("ordered", "b");

        // Then: the second one waits for the first
        assertThat(node.handlers.calls).hasSize(2);
        node.handlers.pending.remove().complete(ok(Map.of()));
        assertThat(node.handlers.calls).hasSize(3);
        assertThat(node.handlers.calls.get(2).arguments()).containsEntry("name", "a");
    }

    @Test
    void shouldStoreActionsThatHaveAnOrder() {
        // When
        report(node.engine.ask(start("ordered", "a", false, false, null)));

        // Then
        assertThat(node.ledger.rows).hasSize(1);
    }

    @Test
    void shouldNotTryWhileTheCircuitIsOpenAndCountNoAttempt() {
        // Given
        openCircuit();

        // When
        Future<? extends BusMessage> later = node.later("create");
        node.pass(Duration.ofSeconds(5));

        // Then
        FakeLedger.Row row =
                node.ledger.rows.values().stream().reduce((a, b) -> b).orElseThrow();
        assertThat(row.attempts).isZero();
        assertThat(report(later).id()).isEqualTo(row.action.id().toString());
        node.pass(Duration.ofSeconds(10));
        assertThat(row.state).isEqualTo(ActionState.COMPLETED);
        assertThat(row.attempts).isEqualTo(1);
    }

    @Test
    void shouldTellAWaitingClientThatTheCircuitIsOpen() {
        // Given
        openCircuit();

        // When
        var failure = report(node.durable("create")).failure();

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.CIRCUIT_OPEN.name());
        assertThat(failure.attempts()).isZero();
    }

    private void openCircuit() {
        for (int i = 0; i < 20; i++) {
            node.handlers.then(broken(true));
            node.sync("create");
        }
    }

    @Test
    void shouldLeaveActionsAloneThatItDoesNotKnow() {
        // Given
        node.handlers.silent = true;
        node.later("create");
        node.later("create");
        node.later("create");
        node.actions.remove("create");

        // When
        node.handlers.pending.forEach(call -> call.complete(ok(Map.of())));
        node.pass(Duration.ofMinutes(1));

        // Then
        assertThat(node.handlers.calls).hasSize(2);
    }

    @Test
    void shouldNeverRunLateWhatExpired() {
        // Given: no places for an hour
        node.handlers.silent = true;
        node.later("create");
        node.later("create");
        var third = report(node.later("create"));

        // When
        node.pass(Duration.ofMinutes(61));

        // Then
        assertThat(node.settled).contains(third.id());
        node.handlers.pending.forEach(call -> call.complete(ok(Map.of())));
        node.pass(Duration.ofMinutes(1));
        assertThat(node.handlers.calls).hasSize(2);
    }

    @Test
    void shouldAskTheStoreOnceASecondWhileIdle() {
        // Given
        int before = node.ledger.claims;

        // When
        node.pass(Duration.ofSeconds(100));

        // Then
        assertThat(node.ledger.claims - before).isBetween(90, 112);
        assertThat(node.ledger.renewals).isZero();
    }
}
