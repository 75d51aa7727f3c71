package io.weir.gate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.flow.BackOff;
import io.weir.flow.ManualTiming;
import io.weir.gate.participant.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ProbeLoopTest {

    private static final Expected ANY = new Expected(Optional.empty(), Optional.empty(), Optional.empty());
    private static final RandomGenerator NEVER_SHORTER = () -> 0L;

    private final ManualTiming timing = new ManualTiming();
    private final Places places = new Places(1);
    private final List<Promise<Answer>> questions = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final ProbeLoop loop = loop("loop");

    @Test
    void shouldAskUntilTheWriteIsShown() {
        // Given
        Wait wait = wait(loop);

        // When
        answer(404);
        assertThat(wait.state()).isEqualTo(Wait.State.BEHIND);
        timing.pass(Duration.ofMillis(50));
        answer(500);
        assertThat(wait.state()).isEqualTo(Wait.State.SILENT);
        timing.pass(Duration.ofMillis(100));
        answer(200);

        // Then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
        assertThat(gone).containsExactly("loop");
        timing.pass(Duration.ofHours(1));
        assertThat(questions).hasSize(3);
    }

    @Test
    void shouldPauseLongerAndLongerUpToALimit() {
        // Given
        wait(loop);

        // When
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answer(404);
            long before = timing.nanos();
            while (questions.size() == i + 1) {
                timing.pass(Duration.ofMillis(1));
            }
            asked.add(Duration.ofNanos(timing.nanos() - before).toMillis());
        }

        // Then
        assertThat(asked).containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    }

    @Test
    void shouldAskOnceForAllWhoWait() {
        // Given
        Wait one = wait(loop);
        answer(404);
        Wait other = wait(loop);
        assertThat(other.state()).isEqualTo(Wait.State.BEHIND);

        // When
        timing.pass(Duration.ofSeconds(1));
        answer(200);

        // Then
        assertThat(questions).hasSize(2);
        assertThat(List.of(one.state(), other.state())).containsOnly(Wait.State.REACHED);
    }

    @Test
    void shouldAskAgainForWhoeverCameAfterTheQuestionWentOut() {
        // Given
        Wait one = wait(loop);
        Wait late = wait(loop);

        // When
        answer(200);

        // Then
        assertThat(one.state()).isEqualTo(Wait.State.REACHED);
        assertThat(late.state()).isEqualTo(Wait.State.UNASKED);
        assertThat(questions).hasSize(2);
        answer(200);
        assertThat(late.state()).isEqualTo(Wait.State.REACHED);
    }

    @Test
    void shouldStopWhenNobodyWaitsAnyMore() {
        // Given
        Wait wait = wait(loop);
        answer(404);

        // When
        wait.end();

        // Then
        assertThat(gone).containsExactly("loop");
        timing.pass(Duration.ofHours(1));
        assertThat(questions).hasSize(1);
    }

    @Test
    void shouldStandInLineForAPlace() {
        // Given
        Wait first = wait(loop);
        Wait second = wait(loop("second"));
        Wait given = wait(loop("third"));
        given.end();

        // When
        assertThat(questions).hasSize(1);
        questions.get(0).fail(new IOException("gone"));

        // Then
        assertThat(first.state()).isEqualTo(Wait.State.SILENT);
        assertThat(second.state()).isEqualTo(Wait.State.UNASKED);
        answer(200);
        assertThat(second.state()).isEqualTo(Wait.State.REACHED);
        assertThat(questions).hasSize(2);
    }

    private ProbeLoop loop(String name) {
        BackOff backOff = new BackOff(Duration.ofMillis(50), Duration.ofSeconds(1), NEVER_SHORTER);
        return new ProbeLoop(this::ask, ANY, places, timing, backOff, () -> gone.add(name));
    }

    private Future<Answer> ask() {
        Promise<Answer> question = Promise.promise();
        questions.add(question);
        return question.future();
    }

    private static Wait wait(ProbeLoop loop) {
        Wait wait = new Wait(() -> {});
        loop.add(wait);
        return wait;
    }

    /** The last question is answered. */
    private void answer(int status) {
        questions.get(questions.size() - 1).complete(new Answer(status, null, Buffer.buffer()));
    }
}
