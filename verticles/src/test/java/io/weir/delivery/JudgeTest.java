package io.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryState;
import io.weir.delivery.ledger.Ending;
import io.weir.delivery.ledger.Waiting;
import io.weir.delivery.target.Parcel.Step;
import io.weir.delivery.target.Verdict;
import io.weir.graph.delivery.DeliveryDefinition;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final DeliveryDefinition DELIVERY =
            Deliveries.of("x").schedule(Duration.ZERO, MINUTE, HOUR).make();

    private final Judge judge = new Judge(new Random(1));
    /** Of 1 that follows each attempt: the middle of what is drawn. */
    private final Judge exact = new Judge(new Random() {
        @Override
        public double nextDouble() {
            return 0.5;
        }
    });

    @Test
    void shouldFollowTheScheduleWithATenthMoreOrLess() {
        for (int i = 0; i < 100; i++) {
            Ending ending = judge.after(DELIVERY, made(Step.TARGET, 2, 0), FakeCourier.again(), null);
            assertThat(ending.pause())
                    .isBetween(
                            HOUR.multipliedBy(9).dividedBy(10),
                            HOUR.multipliedBy(11).dividedBy(10));
        }
        assertThat(exact.after(DELIVERY, made(Step.TARGET, 1, 0), FakeCourier.again(), null)
                        .pause())
                .isEqualTo(MINUTE);
        assertThat(exact.after(DELIVERY, made(Step.TARGET, 12, 11), FakeCourier.again(), null)
                        .pause())
                .isEqualTo(MINUTE);
        assertThat(exact.firstPause(DELIVERY)).isZero();
    }

    @Test
    void shouldWaitAsLongAsTheTargetAsksButNotForEver() {
        assertThat(again(Duration.ofMinutes(5)).pause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(again(Duration.ofSeconds(5)).pause()).isEqualTo(MINUTE);
        assertThat(again(Duration.ofDays(500)).pause()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void shouldGiveUpBehindTheLastAttemptOrWhenItIsNoUse() {
        // when
        Ending last = judge.after(DELIVERY, made(Step.TARGET, 3, 0), FakeCourier.again(), null);
        Ending never = judge.after(DELIVERY, made(Step.TARGET, 1, 0), FakeCourier.never(), null);

        // then
        assertThat(last.state()).isEqualTo(DeliveryState.DEAD);
        assertThat(last.blocks()).isTrue();
        assertThat(never.state()).isEqualTo(DeliveryState.DEAD);
        assertThat(never.attempt()).map(Ending.Note::outcome).hasValue("NEVER");
    }

    @Test
    void shouldGoOnWithTheSecondStepThatFits() {
        // given
        DeliveryDefinition both =
                Deliveries.of("x").attempts(1).then().onFailure().make();
        Buffer response = Buffer.buffer("{\"id\":7}");

        // when
        Ending then = judge.after(both, made(Step.TARGET, 1, 0), new Verdict.Done(response), null);
        Ending onFailure = judge.after(both, made(Step.TARGET, 1, 0), FakeCourier.again(), null);

        // then
        assertThat(then)
                .isEqualTo(new Ending(
                        DeliveryState.PENDING, Step.THEN, Duration.ZERO, response, null, then.attempt(), false));
        assertThat(onFailure.step()).isEqualTo(Step.ON_FAILURE);
        assertThat(onFailure.before()).hasToString(onFailure.failure().toString());
        assertThat(judge.after(both, made(Step.THEN, 1, 0), FakeCourier.DONE, response)
                        .state())
                .isEqualTo(DeliveryState.DELIVERED);
        assertThat(judge.after(both, made(Step.THEN, 1, 0), FakeCourier.again(), response)
                        .state())
                .isEqualTo(DeliveryState.DEAD);
        assertThat(judge.after(both, made(Step.ON_FAILURE, 1, 0), FakeCourier.DONE, response)
                        .state())
                .isEqualTo(DeliveryState.FAILED);
        assertThat(judge.after(both, made(Step.ON_FAILURE, 1, 0), FakeCourier.never(), response)
                        .state())
                .isEqualTo(DeliveryState.DEAD);
    }

    @Test
    void shouldKeepTheBeginningOfWhatTargetsSay() {
        // given
        Verdict refused = new Verdict.Never(new Verdict.Reason("REFUSED", "no", null, "x".repeat(5_000)));

        // when
        Ending ending = exact.after(DELIVERY, made(Step.TARGET, 1, 0), refused, null);

        // then
        assertThat(ending.attempt().orElseThrow().reason()).hasSizeBetween(1_024, 1_200);
    }

    private Ending again(Duration wish) {
        Verdict verdict = new Verdict.Again(FakeCourier.reason("HTTP_STATUS", 429), wish);
        return exact.after(DELIVERY, made(Step.TARGET, 1, 0), verdict, null);
    }

    private static Waiting made(Step step, int attempts, int spent) {
        return new Waiting(new UUID(1, 1), 1, "k", step, attempts, spent, Duration.ZERO);
    }
}
