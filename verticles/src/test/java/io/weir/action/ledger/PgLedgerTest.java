package io.weir.action.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One action's way through the ledger, step by step. */
class PgLedgerTest extends SharedLedger {

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
}
