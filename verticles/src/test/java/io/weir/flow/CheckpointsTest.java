package io.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.Checkpoint;
import io.weir.cluster.FakePeers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Checkpoints checkpoints = new Checkpoints(vertx.eventBus());
    private final Queue<Message<Checkpoint>> asked = new ConcurrentLinkedQueue<>();

    CheckpointsTest() throws Exception {
        BusCodecs.register(vertx.eventBus());
        get(vertx.eventBus().consumer("slow", asked::add).completion());
        get(vertx.eventBus()
                .<Checkpoint>consumer("quick", message -> message.reply(message.body()))
                .completion());
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldWaitForEveryReceiver() throws Exception {
        // Given
        checkpoints.sentTo("quick");
        checkpoints.sentTo("slow");

        // When
        Future<Void> reached = checkpoints.reached();
        await().until(() -> asked.size() == 1);

        // Then
        assertThat(reached.isComplete()).isFalse();
        asked.remove().reply(new Checkpoint(1));
        get(reached);
    }

    @Test
    void shouldNotWaitForAReceiverWhoseNodeIsGone() throws Exception {
        // Given
        FakePeers peers = new FakePeers("n1");
        peers.see(FakePeers.node("n1"), FakePeers.node("n2"));
        Checkpoints ofCluster = new Checkpoints(vertx.eventBus(), peers);
        String there = BusAddress.transport("n2", 0);
        get(vertx.eventBus().consumer(there, asked::add).completion());
        ofCluster.sentTo(there);
        Future<Void> reached = ofCluster.reached();
        await().until(() -> asked.size() == 1);
        assertThat(reached.isComplete()).isFalse();

        // When
        peers.see(FakePeers.node("n1"));

        // Then
        assertThat(reached.isComplete()).isTrue();
    }

    @Test
    void shouldCompleteInOrder() throws Exception {
        // Given a slow receiver asked before a quick one
        checkpoints.sentTo("slow");
        Future<Void> first = checkpoints.reached();
        checkpoints.sentTo("quick");
        Future<Void> second = checkpoints.reached();

        // When
        await().until(() -> asked.size() == 1);

        // Then
        assertThat(second.isComplete()).isFalse();
        asked.remove().reply(new Checkpoint(1));
        get(second);
        assertThat(first.isComplete()).isTrue();
    }

    @Test
    void shouldAskAReceiverAgainThatIsOnlySlow() throws Exception {
        // Given a receiver that is still at it when it must answer
        checkpoints.sentTo("slow");
        Future<Void> reached = checkpoints.reached();
        Promise<Void> handled = Promise.promise();

        // When
        await().until(() -> asked.size() == 1);
        Checkpoints.answer(vertx, asked.remove(), handled.future(), Duration.ofMillis(1));
        await().until(() -> asked.size() == 1);

        // Then
        assertThat(reached.isComplete()).isFalse();
        handled.complete();
        Checkpoints.answer(vertx, asked.remove(), handled.future());
        get(reached);
    }

    @Test
    void shouldNotWaitForReceiversThatAreGone() throws Exception {
        checkpoints.sentTo("no one");
        get(checkpoints.reached());
    }

    @Test
    void shouldAskNoOneWhenNothingWasSent() {
        assertThat(checkpoints.reached().succeeded()).isTrue();
        assertThat(asked).isEmpty();
    }
}
