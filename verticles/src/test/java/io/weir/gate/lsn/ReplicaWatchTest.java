package io.weir.gate.lsn;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.SystemTarget.Replayed;
import io.weir.flow.ManualTiming;
import io.weir.gate.participant.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaWatchTest {

    private static final Duration EVERY = Duration.ofMillis(10);

    private final ManualTiming timing = new ManualTiming();
    private final List<Promise<Replay>> questions = new ArrayList<>();
    private final ReplicaWatch watch = new ReplicaWatch(new Asked(), EVERY, timing);

    /** Keeps what it is asked. */
    private final class Asked implements Replica {

        @Override
        public Future<Replay> replay() {
            Promise<Replay> question = Promise.promise();
            questions.add(question);
            return question.future();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @Test
    void shouldAskOneQuestionForAllWhoWait() {
        // Given
        List<Wait> waits = List.of(waiting(100), waiting(200), waiting(300));

        // When
        answer(200);

        // Then
        assertThat(waits)
                .extracting(Wait::state)
                .containsExactly(Wait.State.REACHED, Wait.State.REACHED, Wait.State.BEHIND);
        assertThat(questions).hasSize(1);
        timing.pass(EVERY);
        assertThat(questions).hasSize(2);
        answer(300);
        assertThat(waits.get(2).state()).isEqualTo(Wait.State.REACHED);
    }

    @Test
    void shouldNotAskBeforeTheAnswer() {
        // Given
        waiting(100);

        // When
        timing.pass(Duration.ofHours(1));

        // Then
        assertThat(questions).hasSize(1);
    }

    @Test
    void shouldAskNothingWhenNobodyWaits() {
        // Given
        Wait wait = waiting(100);
        answer(50);

        // When
        wait.end();
        timing.pass(Duration.ofHours(1));

        // Then
        assertThat(questions).hasSize(1);
        waiting(100);
        assertThat(questions).hasSize(2);
    }

    @Test
    void shouldPassWithoutAQuestionWhatItHeardAMomentAgo() {
        // Given
        waiting(100);
        answer(200);

        // Then
        timing.pass(Duration.ofMillis(50));
        assertThat(waiting(200).state()).isEqualTo(Wait.State.REACHED);
        assertThat(watch.shows(new Replayed("r", 1, 2, 200))).isTrue();
        assertThat(watch.shows(new Replayed("r", 1, 2, 201))).isFalse();
        assertThat(questions).hasSize(1);
        assertThat(waiting(201).state()).isEqualTo(Wait.State.UNASKED);
        assertThat(questions).hasSize(2);
    }

    @Test
    void shouldAskAgainWhatItHeardLongAgo() {
        // Given
        waiting(100);
        answer(200);

        // When
        timing.pass(Duration.ofMillis(51));
        Wait wait = waiting(100);

        // Then
        assertThat(wait.state()).isEqualTo(Wait.State.UNASKED);
        answer(50);
        assertThat(wait.state()).isEqualTo(Wait.State.BEHIND);
    }

    @Test
    void shouldGoOnAfterSilence() {
        // Given
        Wait wait = waiting(100);

        // When
        questions.get(0).fail(new IOException("gone"));
        assertThat(wait.state()).isEqualTo(Wait.State.SILENT);
        timing.pass(Duration.ofMillis(100));
        answer(100);

        // Then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  1, 2, REACHED",
        "true,  1, 3, NEVER",
        "true,  1, 1, SILENT",
        "true,  1, 0, SILENT",
        "true,  9, 2, SILENT",
        "false, 1, 2, SILENT",
        "false, 1, 3, SILENT"
    })
    void shouldTakeNoOtherServersWord(boolean replica, long cluster, int timeline, Wait.State state) {
        // Given
        Wait wait = waiting(100);

        // When
        questions.get(0).complete(new Replay(replica, cluster, timeline, 1000));

        // Then
        assertThat(wait.state()).isEqualTo(state);
    }

    private Wait waiting(long lsn) {
        Wait wait = new Wait(() -> {});
        watch.add(new Replayed("r", 1, 2, lsn), wait);
        return wait;
    }

    /** The last question is answered. */
    private void answer(long lsn) {
        questions.get(questions.size() - 1).complete(new Replay(true, 1, 2, lsn));
    }
}
