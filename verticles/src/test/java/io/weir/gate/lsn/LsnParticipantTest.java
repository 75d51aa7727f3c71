package io.weir.gate.lsn;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.SystemTarget;
import io.weir.bus.SystemTarget.Replayed;
import io.weir.flow.ManualTiming;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LsnParticipantTest {

    private static final Write WRITE = new Write("id", null, Map.of(), Map.of());

    private final Vertx vertx = Vertx.vertx();
    private final ManualTiming timing = new ManualTiming();
    private final List<Promise<WalEnd>> questions = new ArrayList<>();
    private final List<Long> flushed = new ArrayList<>();
    private final LsnParticipant system =
            new LsnParticipant(vertx, timing, "r", Duration.ofMillis(10), new Asked(), new Away());

    /** Keeps what it is asked. */
    private final class Asked implements Primary {

        @Override
        public Future<WalEnd> end() {
            Promise<WalEnd> question = Promise.promise();
            questions.add(question);
            return question.future();
        }

        @Override
        public void flush(long lsn) {
            flushed.add(lsn);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private static final class Away implements Replica {

        @Override
        public Future<Replay> replay() {
            return Future.failedFuture("away");
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void shouldShareAQuestionThatBeginsAfterTheWrites() throws Exception {
        // Given
        Future<SystemTarget> first = system.find(WRITE);
        Future<SystemTarget> second = system.find(WRITE);
        Future<SystemTarget> third = system.find(WRITE);
        assertThat(questions).hasSize(1);

        // When
        questions.get(0).complete(new WalEnd(7, 2, 100, 100));
        assertThat(questions).hasSize(2);
        questions.get(1).complete(new WalEnd(7, 2, 200, 200));

        // Then
        assertThat(get(first)).isEqualTo(new Replayed("r", 7, 2, 100));
        assertThat(get(second)).isEqualTo(new Replayed("r", 7, 2, 200));
        assertThat(get(third)).isEqualTo(new Replayed("r", 7, 2, 200));
        timing.pass(Duration.ofHours(1));
        assertThat(flushed).isEmpty();
    }

    @Test
    void shouldHaveTheLogFlushedWhenItsEndIsNot() throws Exception {
        // When
        Future<SystemTarget> found = find(new WalEnd(7, 2, 200, 100));
        find(new WalEnd(7, 2, 300, 250));

        // Then
        assertThat(get(found)).isEqualTo(new Replayed("r", 7, 2, 200));
        assertThat(flushed).isEmpty();
        timing.pass(Duration.ofMillis(100));
        assertThat(flushed).containsExactly(300L);

        // When
        find(new WalEnd(7, 2, 400, 300));
        timing.pass(Duration.ofMillis(100));

        // Then
        assertThat(flushed).containsExactly(300L, 400L);
    }

    private Future<SystemTarget> find(WalEnd end) {
        Future<SystemTarget> found = system.find(WRITE);
        questions.get(questions.size() - 1).complete(end);
        return found;
    }

    @Test
    void shouldNeverReachATargetOfAnotherKind() {
        // Given
        Wait wait = new Wait(() -> {});

        // When
        system.watch(new SystemTarget.Handled("r", 1, 1), wait);

        // Then
        assertThat(wait.state()).isEqualTo(Wait.State.NEVER);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
