package io.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delivery.ledger.Waiting;
import io.weir.delivery.target.Parcel.Step;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Lines lines = new Lines();

    @Test
    void shouldHaveOneOfEachKeyUnderWay() {
        // given
        lines.add(waiting(1, "a", Duration.ZERO), 0);
        lines.add(waiting(2, "a", Duration.ZERO), 0);
        lines.add(waiting(3, "b", Duration.ZERO), 0);

        // then
        assertThat(next(0)).isEqualTo(1);
        assertThat(next(0)).isEqualTo(3);
        assertThat(next(0)).isEqualTo(-1);
        lines.done(waiting(1, "a", Duration.ZERO), Duration.ZERO, 0);
        assertThat(next(0)).isEqualTo(2);
        assertThat(lines.size()).isEqualTo(2);
    }

    @Test
    void shouldLetNothingOvertakeWhatGoesOnLater() {
        // given
        lines.add(waiting(1, "a", Duration.ZERO), 0);
        lines.add(waiting(2, "a", Duration.ZERO), 0);
        next(0);

        // when
        lines.again(waiting(1, "a", SECOND), 0);

        // then
        assertThat(next(SECOND.toNanos() - 1)).isEqualTo(-1);
        assertThat(lines.wakes()).isEqualTo(SECOND.toNanos());
        assertThat(next(SECOND.toNanos())).isEqualTo(1);
    }

    @Test
    void shouldHoldBackWhatFollowsAndWhatComesLater() {
        // given
        lines.add(waiting(1, "a", Duration.ZERO), 0);
        next(0);

        // when
        lines.done(waiting(1, "a", Duration.ZERO), SECOND, 0);
        lines.add(waiting(2, "a", Duration.ZERO), 0);
        lines.add(waiting(3, "b", Duration.ZERO), 0);

        // then
        assertThat(next(0)).isEqualTo(3);
        assertThat(next(0)).isEqualTo(-1);
        assertThat(next(SECOND.toNanos())).isEqualTo(2);
    }

    @Test
    void shouldPutWhatIsUnderWayAlreadyBeforeTheOthers() {
        // when
        lines.addRunning(waiting(1, "a", Duration.ZERO), 0);
        lines.add(waiting(2, "a", Duration.ZERO), 0);

        // then
        assertThat(next(0)).isEqualTo(-1);
        lines.done(waiting(1, "a", Duration.ZERO), Duration.ZERO, 0);
        assertThat(next(0)).isEqualTo(2);
    }

    private long next(long now) {
        Waiting next = lines.next(now);
        return next == null ? -1 : next.turn();
    }

    private static Waiting waiting(long turn, String key, Duration pause) {
        return new Waiting(new UUID(0, turn), turn, key, Step.TARGET, 0, 0, pause);
    }
}
