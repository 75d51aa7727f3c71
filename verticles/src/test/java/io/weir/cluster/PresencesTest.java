package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.ProviderState;
import io.weir.bus.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PresencesTest {

    private static final NodePresence OTHER = FakePeers.node("b", "rabbit");

    private final AtomicLong nanos = new AtomicLong();
    private final Presences presences = new Presences(FakePeers.node("a"), 2, Duration.ofSeconds(10), nanos::get);
    private final List<Members> told = new ArrayList<>();

    @Test
    void shouldKnowItselfFromTheStart() {
        assertThat(presences.members().nodes()).containsOnlyKeys("a");
        assertThat(presences.members().isolated()).isTrue();
    }

    @Test
    void shouldTellOfANewNodeOnce() {
        // Given
        presences.follow(told::add);

        // When
        boolean first = presences.hear(OTHER);
        boolean second = presences.hear(OTHER);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(told).hasSize(1);
        assertThat(presences.members().isolated()).isFalse();
    }

    @Test
    void shouldTellNobodyWhoDoesNotFollowAnyMore() {
        // Given
        Runnable end = presences.follow(told::add);

        // When
        end.run();
        presences.hear(OTHER);

        // Then
        assertThat(told).isEmpty();
    }

    @Test
    void shouldGiveUpWhoIsSilentForTooLong() {
        // Given
        presences.hear(OTHER);
        presences.hear(FakePeers.node("c"));
        pass(6);
        presences.hear(OTHER);
        pass(6);

        // When
        presences.dropSilent();

        // Then
        assertThat(presences.members().nodes()).containsOnlyKeys("a", "b");
        assertThat(presences.silence()).isEqualTo(6_000);
    }

    @Test
    void shouldForgetWhoLeavesOrIsLost() {
        // Given
        presences.hear(OTHER);
        presences.hear(FakePeers.node("c"));

        // When
        presences.hear(OTHER.with(Phase.LEFT));
        presences.drop("c");

        // Then
        assertThat(presences.members().nodes()).containsOnlyKeys("a");
    }

    @Test
    void shouldNeitherBeToldOfItselfNorGiveItselfUp() {
        // When
        presences.hear(FakePeers.node("a").with(Phase.LEFT));
        presences.drop("a");

        // Then
        assertThat(presences.own().phase()).isEqualTo(Phase.READY);
        assertThat(presences.members().has("a")).isTrue();
    }

    @Test
    void shouldHearOfBrokersThatAreLostAndFound() {
        // Given
        presences.hear(OTHER);

        // When
        presences.hear(new ProviderState("b", "rabbit", false));
        presences.hear(new ProviderState("a", "rabbit", true));
        presences.hear(new ProviderState("nobody", "rabbit", true));

        // Then
        assertThat(presences.members().bridge("rabbit", "t")).contains("a");
        assertThat(presences.own().providers()).containsExactly("rabbit");
        assertThat(presences.members().nodes()).hasSize(2);
    }

    @Test
    void shouldBelieveOthersOnlyOnceTheyAreHeardAgainAfterItWasAway() {
        // Given
        presences.hear(OTHER);

        // When
        presences.doubt();

        // Then
        assertThat(presences.members().nodes()).containsOnlyKeys("a");
        assertThat(presences.hear(OTHER)).isTrue();
    }

    @Test
    void shouldAskNothingOfANodeThatWouldNotUnderstand() {
        // Given
        NodePresence own = new NodePresence(
                "a",
                "a",
                "1",
                Phase.READY,
                Set.of(Service.TRANSPORT),
                0,
                Set.of(),
                Map.of("JoinTrigger", "2", "X", "1"));
        NodePresence older = new NodePresence(
                "b",
                "b",
                "0",
                Phase.READY,
                Set.of(Service.TRIGGERS, Service.ACTIONS),
                1,
                Set.of(),
                Map.of("JoinTrigger", "1"));
        Presences seen = new Presences(own, 1, Duration.ofSeconds(10), nanos::get);

        // When
        seen.hear(older);

        // Then
        assertThat(seen.members().home(Service.TRIGGERS, "t")).isEmpty();
        assertThat(seen.members().anywhere(Service.ACTIONS)).isTrue();
        assertThat(Formats.differences(own, older))
                .isEqualTo(Map.of("JoinTrigger", "2 here, 1 there", "X", "1 here, none there"));
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
