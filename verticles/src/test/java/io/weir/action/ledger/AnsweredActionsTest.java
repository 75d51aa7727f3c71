package io.weir.action.ledger;

import static io.weir.action.ledger.Actions.LEASE;
import static io.weir.action.ledger.Actions.action;
import static io.weir.action.ledger.Actions.claimedBy;
import static io.weir.action.ledger.Actions.deep;
import static io.weir.action.ledger.Actions.serial;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.ChangeAction;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows of actions whose handler is done, and that wait for systems. */
class AnsweredActionsTest extends SharedLedger {

    private static final Buffer RESULT = Buffer.buffer("{\"id\":\"7\"}");
    private static final GateReport BEHIND = new GateReport(
            List.of(
                    new SystemOutcome("search", Outcome.TIMED_OUT, 10),
                    new SystemOutcome("stock", Outcome.REACHED, 3),
                    new SystemOutcome("mail", Outcome.NOT_APPLICABLE, 0)),
            List.of(
                    new SystemTarget.Applied("search", "id", null, Long.MIN_VALUE),
                    new SystemTarget.Applied("stock", null, "Order:7\0", Long.MAX_VALUE),
                    new SystemTarget.Answered("probe", List.of("7", "")),
                    new SystemTarget.Replayed("replica", Long.MIN_VALUE, 3, Long.MAX_VALUE),
                    new SystemTarget.Handled("reader", Long.MIN_VALUE, 9)),
            null);
    private static final GateReport OPEN =
            new GateReport(List.of(new SystemOutcome("search", Outcome.REACHED, 700)), List.of(), null);

    @Test
    void shouldKeepTheAnswerUnderTheSameLease() {
        // Given
        Claim claim = begun(action("f"));

        // When
        boolean stored = node.settle(claim, answered());

        // Then
        assertThat(stored).isTrue();
        ActionReport report = node.read(claim.id());
        assertThat(report.state()).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(report.committed()).isTrue();
        assertThat(report.result()).isEqualTo(RESULT);
        assertThat(report.gate()).isEqualTo(BEHIND);
        assertThat(report.finishedAt()).isZero();
        assertThat(log(claim.id())).contains("\"endedAt\"", "\"httpStatus\": 200");
        assertThat(headers(claim.id())).isNull();
        assertThat(await(node.ledger.renew(List.of(claim), LEASE))).containsExactly(claim.id());
    }

    @Test
    void shouldKeepHowManyEventsLedToWhatWasAnswered() {
        // Given
        Claim claim = begun(deep("f", 3));

        // When
        node.settle(claim, answered());

        // Then
        assertThat(node.store
                        .database()
                        .queryOne("select convert_from(headers, 'UTF8') from weir.action where id = '" + claim.id()
                                + "'"))
                .isEqualTo("{\"weir-depth\": \"3\"}");
    }

    @Test
    void shouldEndWhatWasAnswered() {
        // Given
        Claim claim = answeredClaim(action("f"));

        // When
        boolean stored = node.settle(claim, new Settlement.Completed(Optional.empty(), RESULT, OPEN));

        // Then
        assertThat(stored).isTrue();
        ActionReport report = node.read(claim.id());
        assertThat(report.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(report.result()).isEqualTo(RESULT);
        assertThat(report.gate()).isEqualTo(OPEN);
        assertThat(report.finishedAt()).isPositive();
    }

    @Test
    void shouldEndAtOnceWhatPassedAtOnce() {
        // Given
        Claim claim = begun(action("f"));

        // When
        node.settle(claim, new Settlement.Completed(Optional.of(new Settlement.Attempt(1, 200, "", "")), RESULT, OPEN));

        // Then
        assertThat(node.read(claim.id()).gate()).isEqualTo(OPEN);
        assertThat(node.read(claim.id()).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldStoreAnAnswerTwiceAsOnce() {
        // Given: the first answer of the store was lost
        Claim claim = begun(action("f"));
        node.settle(claim, answered());
        String before = node.store.database().queryOne("select answered_at::text from weir.action");

        // When
        boolean stored = node.settle(claim, answered());

        // Then
        assertThat(stored).isTrue();
        assertThat(node.store.database().queryOne("select answered_at::text from weir.action"))
                .isEqualTo(before);
    }

    @Test
    void shouldRefuseAnAnswerWhoseLeaseWasLost() {
        // Given
        Claim late = begun(action("f"));
        node.loseLease(late.id());
        node.claimOne("f");

        // When
        boolean stored = node.settle(late, answered());

        // Then
        assertThat(stored).isFalse();
        assertThat(node.read(late.id()).result()).isNull();
    }

    @Test
    void shouldGiveWhatADeadNodeLeftToTheGateNotToTheHandler() {
        // Given
        Claim claim = answeredClaim(action("f"));
        node.loseLease(claim.id());

        // When
        List<Claim> due = node.claim(Map.of("f", 5), 5);
        List<Claim> left = claimAnswered();

        // Then
        assertThat(due).isEmpty();
        assertThat(left).hasSize(1);
        Claim taken = left.get(0);
        assertThat(taken.epoch()).isEqualTo(claim.epoch() + 1);
        assertThat(taken.lost()).isEqualTo(1);
        assertThat(taken.attempts()).isEqualTo(1);
        assertThat(taken.answer().result()).isEqualTo(RESULT);
        assertThat(taken.answer().gate()).isEqualTo(BEHIND);
        assertThat(taken.answer().ageMillis()).isBetween(0L, 60_000L);
        assertThat(node.settle(claim, new Settlement.Completed(Optional.empty(), RESULT, OPEN)))
                .as("who lost the lease")
                .isFalse();
    }

    @Test
    void shouldLeaveToItsNodeWhatWaitsThere() {
        // Given
        answeredClaim(action("f"));

        // When
        List<Claim> left = claimAnswered();

        // Then
        assertThat(left).isEmpty();
    }

    @Test
    void shouldGiveBackWithoutLosingTheAnswer() {
        // Given
        Claim claim = answeredClaim(action("f"));

        // When
        node.settle(claim, new Settlement.Released(Duration.ZERO));

        // Then
        Claim taken = claimAnswered().get(0);
        assertThat(taken.answer().result()).isEqualTo(RESULT);
        assertThat(taken.lost()).as("it was not lost").isZero();
        assertThat(node.read(claim.id()).committed()).isTrue();
    }

    @Test
    void shouldRefuseToTakeBackWhatIsDone() {
        // Given
        Claim claim = answeredClaim(action("f"));

        // When
        Changed cancelled = await(node.ledger.change(claim.id(), "", ChangeAction.Change.CANCEL, Actions.TERMS));
        Changed retried = await(node.ledger.change(claim.id(), "", ChangeAction.Change.RETRY, Actions.TERMS));

        // Then
        assertThat(cancelled).isInstanceOf(Changed.Refused.class);
        assertThat(((Changed.Refused) cancelled).report().committed()).isTrue();
        assertThat(retried).isInstanceOf(Changed.Refused.class);
    }

    @Test
    void shouldCompleteWhatWasTakenBackWhileItsHandlerWasAtIt() {
        // Given
        Claim claim = begun(action("f"));
        await(node.ledger.change(claim.id(), "", ChangeAction.Change.CANCEL, Actions.TERMS));

        // When
        node.settle(claim, answered());
        node.settle(claim, new Settlement.Released(Duration.ZERO));

        // Then
        assertThat(node.read(claim.id()).committed()).isTrue();
        Claim taken = claimAnswered().get(0);
        node.settle(taken, new Settlement.Completed(Optional.empty(), RESULT, OPEN));
        assertThat(node.read(claim.id()).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldNotExpire() {
        // Given
        Claim claim = answeredClaim(action("f"));
        node.update("expires_at = now() - interval '1 hour', due_at = now() - interval '1 minute'", claim.id());

        // When
        List<UUID> expired = await(node.ledger.expire(10));

        // Then
        assertThat(expired).isEmpty();
    }

    @Test
    void shouldLetTheNextOfItsSerialKeyBegin() {
        // Given
        Claim first = begun(serial("f", "k"));
        UUID second = node.accepted(serial("f", "k"));
        assertThat(node.claim(Map.of("f", 5), 5)).isEmpty();

        // When
        node.settle(first, answered());

        // Then
        assertThat(node.claimOne("f").id()).isEqualTo(second);
        node.loseLease(first.id());
        assertThat(claimAnswered()).as("its gate, while the second one runs").hasSize(1);
    }

    @Test
    void shouldClaimTheNextOfItsSerialKeyFromTheStart() {
        // Given
        answeredClaim(serial("f", "k"));

        // When
        Acceptance second = node.accept(claimedBy("node", serial("f", "k")));

        // Then
        assertThat(((Acceptance.Stored) second).claim()).isPresent();
    }

    @Test
    void shouldNotCountAmongWhatWaitsForItsHandler() {
        // Given
        Claim claim = answeredClaim(action("f"));
        node.loseLease(claim.id());

        // When
        Map<String, Backlog> backlog = await(node.ledger.backlog());

        // Then
        assertThat(backlog).isEmpty();
    }

    private Claim begun(NewAction action) {
        Claim claim = ((Acceptance.Stored) node.accept(claimedBy("node", action)))
                .claim()
                .orElseThrow();
        await(node.ledger.begin(claim));
        return claim;
    }

    private Claim answeredClaim(NewAction action) {
        Claim claim = begun(action);
        node.settle(claim, answered());
        return claim;
    }

    private static Settlement answered() {
        return new Settlement.Answered(Optional.of(new Settlement.Attempt(1, 200, "", "")), RESULT, BEHIND);
    }

    private List<Claim> claimAnswered() {
        return await(node.ledger.claimAnswered(10, "other", LEASE));
    }

    private String log(UUID id) {
        return node.store.database().queryOne("select log::text from weir.action where id = '" + id + "'");
    }

    private String headers(UUID id) {
        return node.store.database().queryOne("select headers::text from weir.action where id = '" + id + "'");
    }
}
