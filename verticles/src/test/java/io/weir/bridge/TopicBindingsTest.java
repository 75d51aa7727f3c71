package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With an event loop and a thread for the broker that take one step when the test says so. */
class TopicBindingsTest {

    private final Deque<Runnable> eventLoop = new ArrayDeque<>();
    private final Deque<Runnable> topology = new ArrayDeque<>();
    private final ScriptedBinder broker = new ScriptedBinder();
    private final TopicBindings bindings =
            new TopicBindings(eventLoop::add, topology::add, new ProviderWords("p"), BrokerFailure::text);

    private static final class ScriptedBinder implements TopicBinder {

        private final List<List<String>> bound = new ArrayList<>();
        private final List<List<String>> unbound = new ArrayList<>();
        private final Map<String, BrokerFailure> refused = new HashMap<>();

        @Override
        public Map<String, BrokerFailure> bind(Collection<String> topics) {
            bound.add(List.copyOf(topics));
            return refused;
        }

        @Override
        public void unbind(Collection<String> topics) {
            unbound.add(List.copyOf(topics));
        }

        @Override
        public void lost(Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void shouldTellEachBatchBeforeTheNextIsBound() {
        // Given
        connect();
        List<Future<Void>> asked = IntStream.range(0, TopicBindings.BINDINGS + 1)
                .mapToObj(i -> bindings.bind("t" + i))
                .toList();

        // When the broker has answered once
        turn();

        // Then
        assertThat(broker.bound)
                .singleElement()
                .satisfies(batch ->
                        assertThat(batch).hasSize(TopicBindings.BINDINGS).startsWith("t0", "t1"));
        assertThat(asked.subList(0, TopicBindings.BINDINGS)).allMatch(Future::succeeded);
        assertThat(asked.get(TopicBindings.BINDINGS).isComplete()).isFalse();

        // When
        turn();

        // Then
        assertThat(broker.bound.get(1)).containsExactly("t" + TopicBindings.BINDINGS);
        assertThat(asked).allMatch(Future::succeeded);
    }

    @Test
    void shouldBindWhatIsAskedForBetweenManyThatAreGivenUp() {
        // Given
        connect();
        int many = TopicBindings.UNBINDINGS * 3;
        IntStream.range(0, many).forEach(i -> bindings.bind("t" + i));
        turn();
        IntStream.range(0, many).forEach(i -> bindings.unbind("t" + i));
        turn();

        // When
        Future<Void> asked = bindings.bind("urgent");
        turn();

        // Then
        assertThat(asked.succeeded()).isTrue();
        assertThat(broker.unbound.subList(1, 3)).allMatch(batch -> batch.size() == TopicBindings.UNBINDINGS);

        // When
        turn();

        // Then
        assertThat(broker.unbound.stream().flatMap(List::stream)).hasSize(many);
        assertThat(bindings.bound()).containsExactly("urgent");
    }

    @Test
    void shouldTellWhoAskedForATopicThatIsRefused() {
        // Given
        connect();
        broker.refused.put("forbidden", BrokerFailure.saying("no"));

        // When
        Future<Void> refused = bindings.bind("forbidden");
        Future<Void> bound = bindings.bind("allowed");
        turn();

        // Then
        assertThat(refused.cause()).isInstanceOfSatisfying(BridgeException.class, failure -> {
            assertThat(failure.failure()).isEqualTo(BusFailure.REFUSED);
            assertThat(failure).hasMessage("no");
        });
        assertThat(bound.succeeded()).isTrue();
        assertThat(bindings.bound()).containsExactly("allowed");
    }

    @Test
    void shouldTellAllWhoWaitWhenTheLinkIsLost() {
        // Given one batch is with the broker, the rest is not
        connect();
        List<Future<Void>> asked = IntStream.range(0, TopicBindings.BINDINGS + 1)
                .mapToObj(i -> bindings.bind("t" + i))
                .toList();
        eventLoop.remove().run();

        // When
        bindings.onDisconnected();

        // Then
        assertThat(asked)
                .allSatisfy(waiter -> assertThat(waiter.cause())
                        .isInstanceOfSatisfying(
                                BridgeException.class,
                                failure -> assertThat(failure.failure()).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE)));

        // When its answer comes late
        run(topology);
        run(eventLoop);

        // Then
        assertThat(bindings.bound()).isEmpty();
    }

    private void connect() {
        bindings.onConnected(broker, Set.of(), Set.of());
    }

    /** One batch goes to the broker and is answered. */
    private void turn() {
        eventLoop.remove().run();
        run(topology);
        run(eventLoop, 2);
    }

    private static void run(Deque<Runnable> tasks) {
        run(tasks, tasks.size());
    }

    private static void run(Deque<Runnable> tasks, int number) {
        for (int i = 0; i < number; i++) {
            tasks.remove().run();
        }
    }
}
