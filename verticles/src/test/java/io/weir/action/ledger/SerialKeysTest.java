package io.weir.action.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.ActionState;
import io.weir.bus.ChangeAction.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Actions of one serial key run one after another, in the order in which they were accepted. */
class SerialKeysTest extends SharedLedger {

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
}
