package io.weir.action.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionState;
import io.weir.bus.ChangeAction.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What ends actions, takes them back and shows them, besides their handlers. */
class LedgerChangesTest extends SharedLedger {

    private static final Duration LEASE_LONG = Duration.ofMinutes(9);

    @Test
    void shouldExpireWhatWasNotBegunInTime() {
        // given
        UUID waiting = node.accepted(Actions.with(new Terms(1, Duration.ofMinutes(1), Duration.ZERO)));
        UUID begun = node.accepted(Actions.action("f"));
        await(node.ledger.begin(node.claimOne("f")));
        node.update("expires_at = now()", begun);
        node.loseLease(begun);

        // when
        List<UUID> expired = await(node.ledger.expire(10));

        // then
        assertThat(expired).containsExactly(waiting);
        assertThat(node.read(waiting).state()).isEqualTo(ActionState.EXPIRED);
        assertThat(node.read(waiting).failure().code()).isEqualTo("ACTION_EXPIRED");
        assertThat(node.claimOne("f").id()).as("it was begun in time").isEqualTo(begun);
    }

    @Test
    void shouldExpireWhatNobodyBeganUnderItsLease() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim claim = node.claimOne("f");
        node.update("expires_at = now()", id);

        // when
        List<UUID> whileLeased = await(node.ledger.expire(10));
        node.loseLease(id);
        List<Claim> claims = node.claim(Map.of("f", 1), 1);
        List<UUID> afterwards = await(node.ledger.expire(10));

        // then
        assertThat(whileLeased).isEmpty();
        assertThat(claims).isEmpty();
        assertThat(afterwards).containsExactly(id);
        assertThat(node.settle(claim, LedgerFixture.completed(1))).isFalse();
    }

    @Test
    void shouldReleaseWithoutATrace() {
        // given
        UUID id = node.accepted(Actions.action("f"));

        // when
        node.settle(node.claimOne("f"), new Settlement.Released(Duration.ZERO));
        Claim again = node.claimOne("f");

        // then
        assertThat(again.attempts()).isZero();
        assertThat(again.lost()).isZero();
        assertThat(again.deadlineMillis()).isEqualTo(60_000);
        node.settle(again, new Settlement.Released(Duration.ZERO));
        assertThat(node.read(id).state()).isEqualTo(ActionState.ACCEPTED);
    }

    @Test
    void shouldCancelWhatWaitsAndKeepWhatRunsFromAnotherAttempt() {
        // given
        UUID waiting = node.accepted(Actions.action("f"));
        UUID running = node.accepted(Actions.action("g"));
        Claim claim = node.claimOne("g");
        await(node.ledger.begin(claim));

        // when
        Changed first = await(node.ledger.change(waiting, "", Change.CANCEL, Actions.TERMS));
        Changed second = await(node.ledger.change(running, "", Change.CANCEL, Actions.TERMS));
        ActionState before = node.read(running).state();
        node.settle(claim, LedgerFixture.again(1, Duration.ZERO));

        // then
        assertThat(first)
                .isInstanceOfSatisfying(
                        Changed.Done.class,
                        done -> assertThat(done.report().state()).isEqualTo(ActionState.CANCELED));
        assertThat(second).isInstanceOf(Changed.Done.class);
        assertThat(before).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(node.read(running).state()).isEqualTo(ActionState.CANCELED);
        assertThat(node.read(running).failure().code()).isEqualTo("ACTION_CANCELED");
        assertThat(await(node.ledger.change(running, "", Change.CANCEL, Actions.TERMS)))
                .isInstanceOf(Changed.Done.class);
    }

    @Test
    void shouldTellTheNextHolderThatItWasTakenBack() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        node.claimOne("f");
        await(node.ledger.change(id, "", Change.CANCEL, Actions.TERMS));

        // when
        node.loseLease(id);

        // then
        assertThat(node.claimOne("f").cancelRequested()).isTrue();
    }

    @Test
    void shouldRefuseChangesThatTheStateDoesNotAllow() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Changed early = await(node.ledger.change(id, "", Change.RETRY, Actions.TERMS));
        node.settle(node.claimOne("f"), new Settlement.Completed(Optional.empty(), Buffer.buffer("1")));

        // then
        assertThat(early).isInstanceOf(Changed.Refused.class);
        assertThat(await(node.ledger.change(id, "", Change.CANCEL, Actions.TERMS)))
                .isInstanceOf(Changed.Refused.class);
        assertThat(await(node.ledger.change(id, "", Change.RETRY, Actions.TERMS)))
                .isInstanceOf(Changed.Refused.class);
        assertThat(await(node.ledger.change(id, "other", Change.CANCEL, Actions.TERMS)))
                .isInstanceOf(Changed.Unknown.class);
        assertThat(await(node.ledger.change(UUID.randomUUID(), "", Change.RETRY, Actions.TERMS)))
                .isInstanceOf(Changed.Unknown.class);
    }

    @Test
    void shouldTryAgainWithAllItsAttempts() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim stale = node.claimOne("f");
        await(node.ledger.begin(stale));
        node.settle(stale, new Settlement.Failed(Optional.empty(), Actions.FAILURE));

        // when
        Changed changed = await(node.ledger.change(id, "", Change.RETRY, new Terms(5, LEASE_LONG, LEASE_LONG)));
        Claim claim = node.claimOne("f");

        // then
        assertThat(changed).isInstanceOfSatisfying(Changed.Done.class, done -> {
            assertThat(done.report().state()).isEqualTo(ActionState.ACCEPTED);
            assertThat(done.report().failure()).isNull();
        });
        assertThat(claim.attempts()).isEqualTo(1);
        assertThat(claim.maxAttempts()).isEqualTo(6);
        assertThat(claim.unknownOutcome()).isFalse();
        assertThat(claim.deadlineMillis()).isEqualTo(LEASE_LONG.toMillis());
        assertThat(await(node.ledger.begin(claim))).contains(2);
        assertThat(node.settle(stale, LedgerFixture.completed(1))).isFalse();
    }

    @Test
    void shouldShowActionsToTheirOwnerOnly() {
        // given
        UUID id = node.accepted(Actions.action("f"));

        // then
        assertThat(await(node.ledger.read(List.of(id, UUID.randomUUID()), "", false)))
                .hasSize(1);
        assertThat(await(node.ledger.read(List.of(id), "other", true))).isEmpty();
        assertThat(await(node.ledger.read(List.of(), "", true))).isEmpty();
    }

    @Test
    void shouldMeasureWhatWaits() {
        // given
        node.accepted(3, "f");
        UUID running = node.accepted(Actions.action("g"));
        node.claimOne("g");
        node.store.database().update("update weir.action set due_at = now() - interval '5 s' where field = 'f'");

        // when
        Map<String, Backlog> backlog = await(node.ledger.backlog());

        // then
        assertThat(backlog).containsOnlyKeys("f", "g");
        assertThat(backlog.get("f").waiting()).isEqualTo(3);
        assertThat(backlog.get("f").oldestMillis()).isBetween(5_000L, 60_000L);
        assertThat(backlog.get("g")).as("%s runs", running).isEqualTo(new Backlog(0, 0));
    }

    @Test
    void shouldForgetWhatEndedLongAgo() {
        // given
        NewAction keyed = Actions.keyed("f", "k", "1");
        node.accept(keyed);
        node.settle(node.claimOne("f"), LedgerFixture.completed(1));
        UUID open = node.accepted(Actions.action("f"));
        node.store.database().update("update weir.action set accepted_at = accepted_at - interval '2 days'");
        node.update("finished_at = finished_at - interval '2 days'", keyed.id());

        // when
        int whileKeyed = await(node.ledger.forget(Duration.ofDays(1), Duration.ofDays(3)));
        node.store.database().update("update weir.idempotency_key set created_at = created_at - interval '4 days'");
        node.update("finished_at = finished_at - interval '4 days'", keyed.id());
        int afterwards = await(node.ledger.forget(Duration.ofDays(1), Duration.ofDays(3)));

        // then
        assertThat(whileKeyed).isZero();
        assertThat(afterwards).isEqualTo(2);
        assertThat(node.store.database().query("select id from weir.action")).containsExactly(open.toString());
        assertThat(node.accept(Actions.keyed("f", "k", "2"))).isInstanceOf(Acceptance.Stored.class);
    }
}
