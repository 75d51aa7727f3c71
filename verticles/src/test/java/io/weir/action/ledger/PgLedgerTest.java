package io.weir.action.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.ChangeAction.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One action's way through the ledger, step by step. */
class PgLedgerTest {

    private static LedgerFixture node;

    @BeforeAll
    static void start() {
        node = new LedgerFixture();
    }

    @AfterEach
    void clear() {
        node.store.database().update("truncate weir.action, weir.idempotency_key");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldStoreWhatIsAcceptedAndGiveItToWhoClaims() {
        // given
        NewAction action = Actions.action("f");

        // when
        Acceptance acceptance = node.accept(action);
        Claim claim = node.claimOne("f");

        // then
        assertThat(acceptance).isInstanceOfSatisfying(Acceptance.Stored.class, stored -> {
            assertThat(stored.report().state()).isEqualTo(ActionState.ACCEPTED);
            assertThat(stored.report().acceptedAt()).isPositive();
            assertThat(stored.claim()).isEmpty();
        });
        assertThat(claim)
                .isEqualTo(new Claim(
                        action.id(),
                        1,
                        "f",
                        action.arguments(),
                        action.headers(),
                        0,
                        3,
                        false,
                        0,
                        false,
                        claim.deadlineMillis(),
                        claim.ageMillis(),
                        null,
                        false));
        assertThat(claim.deadlineMillis()).isEqualTo(60_000);
        assertThat(node.claim(Map.of("f", 1), 1)).isEmpty();
    }

    @Test
    void shouldGiveTheLeaseAtOnceToWhoAsksForIt() {
        // when
        Acceptance acceptance = node.accept(Actions.claimedBy("me", Actions.action("f")));

        // then
        assertThat(acceptance).isInstanceOfSatisfying(Acceptance.Stored.class, stored -> {
            assertThat(stored.report().state()).isEqualTo(ActionState.IN_PROGRESS);
            assertThat(stored.claim()).hasValueSatisfying(claim -> {
                assertThat(claim.epoch()).isEqualTo(1);
                assertThat(await(node.ledger.begin(claim))).contains(1);
            });
        });
        assertThat(node.claim(Map.of("f", 1), 1)).isEmpty();
    }

    @Test
    void shouldKeepResultAndLogAndForgetHeaders() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim claim = node.claimOne("f");
        await(node.ledger.begin(claim));

        // when
        boolean settled = node.settle(claim, LedgerFixture.completed(1));

        // then
        assertThat(settled).isTrue();
        ActionReport report = await(node.ledger.read(List.of(id), "", true)).get(0);
        assertThat(report.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(report.finishedAt()).isGreaterThanOrEqualTo(report.acceptedAt());
        assertThat(report.result()).isEqualTo(Buffer.buffer("{}"));
        assertThat(report.attempts()).isEqualTo(1);
        assertThat(report.operation()).isEqualTo(Actions.OPERATION);
        JsonObject attempt = new JsonArray(report.log()).getJsonObject(0);
        assertThat(attempt.fieldNames()).containsExactlyInAnyOrder("attempt", "startedAt", "endedAt", "httpStatus");
        assertThat(attempt.getString("endedAt")).endsWith("Z");
        assertThat(node.store.database().queryOne("select headers from weir.action"))
                .isNull();
    }

    @Test
    void shouldGiveBackAFailureAsItWasStored() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim claim = node.claimOne("f");
        await(node.ledger.begin(claim));

        // when
        node.settle(
                claim,
                new Settlement.Failed(
                        Optional.of(new Settlement.Attempt(1, 503, "ACTION_FAILED", "a\0b")), Actions.FAILURE));

        // then
        assertThat(node.read(id).state()).isEqualTo(ActionState.FAILED);
        assertThat(node.read(id).failure()).isEqualTo(Actions.FAILURE);
    }

    @Test
    void shouldGiveAnotherAttemptAfterItsPause() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim first = node.claimOne("f");
        await(node.ledger.begin(first));

        // when
        node.settle(first, LedgerFixture.again(1, Duration.ofMinutes(5)));
        List<Claim> before = node.claim(Map.of("f", 1), 1);
        ActionReport report = node.read(id);
        node.loseLease(id);
        Claim second = node.claimOne("f");

        // then
        assertThat(before).isEmpty();
        assertThat(report.state()).isEqualTo(ActionState.RETRY_WAIT);
        assertThat(report.failure()).isNull();
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.attempts()).isEqualTo(1);
        assertThat(second.unknownOutcome()).isFalse();
        assertThat(second.lost()).isZero();
        assertThat(second.last()).isEqualTo(Actions.FAILURE);
        assertThat(second.deadlineMillis()).isBetween(1L, 60_000L);
    }

    @Test
    void shouldSayThatAnAttemptHasAnUnknownOutcomeWhenItsLeaseRanOut() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim first = node.claimOne("f");
        await(node.ledger.begin(first));

        // when
        node.loseLease(id);
        Claim second = node.claimOne("f");
        node.loseLease(id);
        Claim third = node.claimOne("f");

        // then
        assertThat(second.unknownOutcome()).isTrue();
        assertThat(second.lost()).isEqualTo(1);
        assertThat(third.lost()).isEqualTo(2);
        assertThat(third.epoch()).isEqualTo(3);
    }

    @Test
    void shouldStoreNothingOfWhoLostTheLease() {
        // given
        UUID id = node.accepted(Actions.action("f"));
        Claim stale = node.claimOne("f");
        node.loseLease(id);
        Claim current = node.claimOne("f");

        // then
        assertThat(await(node.ledger.begin(stale))).isEmpty();
        assertThat(await(node.ledger.renew(List.of(stale, current), Actions.LEASE)))
                .containsExactly(id);
        assertThat(node.settle(stale, LedgerFixture.completed(1))).isFalse();
        assertThat(node.read(id).state()).isEqualTo(ActionState.IN_PROGRESS);
        assertThat(node.settle(current, LedgerFixture.completed(1))).isTrue();
        assertThat(node.settle(stale, LedgerFixture.again(1, Duration.ZERO))).isFalse();
        assertThat(node.read(id).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldAnswerTheSameWhenAStepIsRepeated() {
        // given
        NewAction action = Actions.claimedBy("me", Actions.keyed("f", "k", "1"));

        // when
        Acceptance once = node.accept(action);
        Acceptance twice = node.accept(action);
        Claim claim = ((Acceptance.Stored) twice).claim().orElseThrow();

        // then
        assertThat(twice).isInstanceOf(Acceptance.Stored.class);
        assertThat(claim.epoch())
                .isEqualTo(((Acceptance.Stored) once).claim().orElseThrow().epoch());
        assertThat(await(node.ledger.begin(claim))).contains(1);
        assertThat(await(node.ledger.begin(claim))).contains(1);
        assertThat(node.settle(claim, LedgerFixture.completed(1))).isTrue();
        assertThat(node.settle(claim, LedgerFixture.completed(1))).isTrue();
        assertThat(node.read(action.id()).attempts()).isEqualTo(1);
        assertThat(node.accept(action)).isInstanceOfSatisfying(Acceptance.Stored.class, stored -> {
            assertThat(stored.claim()).isEmpty();
            assertThat(stored.report().state()).isEqualTo(ActionState.COMPLETED);
        });
    }

    @Test
    void shouldStoreTheNewOnesAmongActionsThatAreThere() {
        // given
        Acceptances acceptances = new Acceptances(node.store.store());
        NewAction there = Actions.claimedBy("me", Actions.action("f"));
        NewAction fresh = Actions.action("f");
        await(acceptances.acceptPlain(List.of(there)));

        // when
        List<Acceptance> accepted = await(acceptances.acceptPlain(List.of(there, fresh)));

        // then
        assertThat(accepted.get(0)).isInstanceOfSatisfying(Acceptance.Stored.class, stored -> {
            assertThat(stored.report().id()).isEqualTo(there.id().toString());
            assertThat(stored.claim()).isPresent();
        });
        assertThat(accepted.get(1))
                .isInstanceOfSatisfying(
                        Acceptance.Stored.class,
                        stored -> assertThat(stored.report()).isEqualTo(node.read(fresh.id())));
    }

    @Test
    void shouldFindTheActionThatAKeyNames() {
        // given
        NewAction first = Actions.keyed("f", "k", "1");
        node.accept(first);

        // then
        assertThat(node.accept(Actions.keyed("f", "k", "1"))).isInstanceOfSatisfying(Acceptance.Known.class, known -> {
            assertThat(known.report().id()).isEqualTo(first.id().toString());
            assertThat(known.report().replayed()).isTrue();
        });
        assertThat(node.accept(Actions.keyed("f", "k", "2"))).isInstanceOf(Acceptance.KeyReused.class);
        assertThat(node.accept(Actions.keyed("g", "k", "2"))).isInstanceOf(Acceptance.Stored.class);
        assertThat(node.accept(Actions.keyed("f", "\0" + "k".repeat(10_000), "2")))
                .isInstanceOf(Acceptance.Stored.class);
        assertThat(node.store.database().queryOne("select count(*) from weir.action"))
                .isEqualTo("3");
    }

    @Test
    void shouldRunActionsOfOneSerialKeyInOrder() {
        // given
        UUID first = node.accepted(Actions.serial("f", "7"));
        UUID second = node.accepted(Actions.serial("f", "7"));
        UUID other = node.accepted(Actions.serial("f", "8"));

        // when
        List<Claim> claims = node.claim(Map.of("f", 10), 10);

        // then
        assertThat(claims).extracting(Claim::id).containsExactlyInAnyOrder(first, other);
        assertThat(node.claim(Map.of("f", 10), 10)).isEmpty();
        Claim head = claims.stream()
                .filter(claim -> claim.id().equals(first))
                .findAny()
                .orElseThrow();
        node.settle(head, LedgerFixture.again(1, Duration.ofHours(1)));
        assertThat(node.claim(Map.of("f", 10), 10))
                .as("the first one is still to be done")
                .isEmpty();
        await(node.ledger.change(first, "", Change.CANCEL, Actions.TERMS));
        assertThat(node.claimOne("f").id()).isEqualTo(second);
    }

    @Test
    void shouldRunActionsOfOneSerialKeyInOrderWhateverTheirFields() {
        // given
        UUID first = node.accepted(Actions.serial("f", "7"));
        UUID second = node.accepted(Actions.serial("g", "7"));

        // when
        List<Claim> claims = node.claim(Map.of("f", 10, "g", 10), 10);

        // then
        assertThat(claims).extracting(Claim::id).containsExactly(first);
        assertThat(node.claim(Map.of("g", 10), 10)).isEmpty();
        assertThat(node.accept(Actions.claimedBy("me", Actions.serial("h", "7"))))
                .isInstanceOfSatisfying(
                        Acceptance.Stored.class,
                        stored -> assertThat(stored.claim()).isEmpty());
        node.settle(claims.get(0), LedgerFixture.completed(1));
        assertThat(node.claimOne("g").id()).isEqualTo(second);
    }

    @Test
    void shouldClaimOnlyTheFirstOfASerialKeyThatAreStoredTogether() {
        // given
        List<Future<Acceptance>> together = new ArrayList<>();

        // when
        for (int i = 0; i < 20; i++) {
            together.add(node.ledger.accept(Actions.claimedBy("me", Actions.serial("f", "7"))));
        }
        await(Future.all(together));

        // then
        assertThat(together)
                .filteredOn(acceptance ->
                        ((Acceptance.Stored) acceptance.result()).claim().isPresent())
                .hasSize(1)
                .containsExactly(together.get(0));
    }

    @Test
    void shouldNotClaimFromTheStartWhatMustWaitForItsTurn() {
        // given
        node.accept(Actions.serial("f", "7"));

        // when
        Acceptance acceptance = node.accept(Actions.claimedBy("me", Actions.serial("f", "7")));

        // then
        assertThat(acceptance).isInstanceOfSatisfying(Acceptance.Stored.class, stored -> {
            assertThat(stored.claim()).isEmpty();
            assertThat(stored.report().state()).isEqualTo(ActionState.ACCEPTED);
        });
    }

    @Test
    void shouldClaimFromTheStartOnlyTheFirstOfAKeyInOneStatement() {
        // given
        NewAction first = Actions.claimedBy("me", Actions.serial("f", "7"));
        NewAction second = Actions.claimedBy("me", Actions.serial("f", "7"));

        // when
        List<Acceptance> acceptances = await(new Acceptances(node.store.store()).accept(List.of(first, second)));

        // then
        assertThat(acceptances)
                .extracting(
                        acceptance -> ((Acceptance.Stored) acceptance).claim().isPresent())
                .containsExactly(true, false);
    }

    @Test
    void shouldShowNoHeaderOfAClient() {
        // given
        NewAction action = Actions.claimedBy("me", Actions.action("f"));

        // when
        Acceptance acceptance = node.accept(action);

        // then
        assertThat(action + " " + acceptance).contains(action.id().toString()).doesNotContain("Bearer x");
    }

    @Test
    void shouldGiveEachFieldItsTurnAndItsPlaces() {
        // given
        node.accepted(20, "long");
        UUID late = node.accepted(Actions.action("short"));
        node.accepted(1, "unnamed");

        // when
        List<Claim> claims = node.claim(Map.of("long", 5, "short", 5, "empty", 5), 4);

        // then
        assertThat(claims).hasSize(4).extracting(Claim::id).contains(late);
        assertThat(node.claim(Map.of("long", 2), 10)).hasSize(2);
        assertThat(node.claim(Map.of("long", 0), 10)).isEmpty();
        assertThat(node.claim(Map.of(), 10)).isEmpty();
    }

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

    private static final Duration LEASE_LONG = Duration.ofMinutes(9);

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
