package io.weir.delivery;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryState;
import io.weir.delivery.ledger.Ending;
import io.weir.delivery.ledger.Waiting;
import io.weir.delivery.target.Parcel.Step;
import io.weir.delivery.target.Verdict;
import io.weir.graph.delivery.DeliveryDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Says what follows from an attempt:
 *
 * <pre>
 *            done                      done
 *   TARGET ─────────▶ THEN (if any) ─────────▶ DELIVERED
 *     │                 └── given up ─────────▶ DEAD
 *     │ given up             done
 *     └───▶ ON_FAILURE (if any) ─────▶ FAILED
 *                       └── given up ─────────▶ DEAD
 * </pre>
 */
final class Judge {

    /** What a target may ask for at most: another entity's deliveries wait behind it. */
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    /** How far a pause may be from the schedule's, so that not all come back at once. */
    private static final double JITTER = 0.1;

    /** Attempts beyond the schedule, each of which a node did not survive, until it is taken for the reason. */
    private static final int CUT = 5;

    private static final String NOTHING = "{}";

    private final RandomGenerator random;

    Judge(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What becomes of a delivery.
     *
     * @param made the delivery with the attempt that was made
     * @param before what its step was given
     */
    Ending after(DeliveryDefinition delivery, Waiting made, Verdict verdict, @Nullable Buffer before) {
        if (verdict instanceof Verdict.Done done) {
            return done(delivery, made.step(), done.response(), before);
        }
        if (verdict instanceof Verdict.Again again) {
            boolean last = used(made) >= delivery.config().schedule().size();
            return last
                    ? givenUp(delivery, made.step(), again.reason(), "AGAIN")
                    : goesOn(made.step(), pause(delivery, made, again.after()), again.reason(), "AGAIN");
        }
        if (verdict instanceof Verdict.Gone gone) {
            return goesOn(made.step(), Duration.ZERO, gone.reason(), "GONE");
        }
        return givenUp(delivery, made.step(), ((Verdict.Never) verdict).reason(), "NEVER");
    }

    /** A delivery that ends before any attempt. */
    static Ending never(Step step, Buffer failure, boolean blocks) {
        return new Ending(DeliveryState.DEAD, step, Duration.ZERO, null, failure, Optional.empty(), blocks);
    }

    /**
     * Whether nobody dares another attempt: what an attempt comes to ends a delivery whose schedule is used up, so that only
     * attempts which nobody lived to judge go beyond it.
     */
    static boolean poisoned(DeliveryDefinition delivery, Waiting waiting) {
        return used(waiting) >= delivery.config().schedule().size() + CUT;
    }

    /** The pause before the first attempt of a delivery. */
    Duration firstPause(DeliveryDefinition delivery) {
        return jittered(delivery.config().schedule().get(0));
    }

    private static int used(Waiting made) {
        return made.attempts() - made.spent();
    }

    private static Ending done(
            DeliveryDefinition delivery, Step step, @Nullable Buffer response, @Nullable Buffer before) {
        Optional<Ending.Note> note = Optional.of(new Ending.Note("DONE", NOTHING));
        if (step == Step.TARGET && delivery.then().isPresent()) {
            return new Ending(DeliveryState.PENDING, Step.THEN, Duration.ZERO, response, null, note, false);
        }
        boolean dealtWith = step == Step.ON_FAILURE;
        DeliveryState state = dealtWith ? DeliveryState.FAILED : DeliveryState.DELIVERED;
        return new Ending(state, step, Duration.ZERO, null, dealtWith ? before : null, note, false);
    }

    private static Ending goesOn(Step step, Duration pause, Verdict.Reason reason, String outcome) {
        return new Ending(DeliveryState.PENDING, step, pause, null, Failures.of(reason), note(outcome, reason), false);
    }

    private static Ending givenUp(DeliveryDefinition delivery, Step step, Verdict.Reason reason, String outcome) {
        Buffer failure = Failures.of(reason);
        if (step == Step.TARGET && delivery.onFailure().isPresent()) {
            return new Ending(
                    DeliveryState.PENDING,
                    Step.ON_FAILURE,
                    Duration.ZERO,
                    failure,
                    failure,
                    note(outcome, reason),
                    false);
        }
        return new Ending(DeliveryState.DEAD, step, Duration.ZERO, null, failure, note(outcome, reason), true);
    }

    private static Optional<Ending.Note> note(String outcome, Verdict.Reason reason) {
        return Optional.of(new Ending.Note(outcome, Failures.note(reason)));
    }

    private Duration pause(DeliveryDefinition delivery, Waiting made, @Nullable Duration wish) {
        List<Duration> schedule = delivery.config().schedule();
        Duration pause = jittered(schedule.get(used(made)));
        if (wish == null || wish.compareTo(pause) <= 0) {
            return pause;
        }
        return wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
    }

    private Duration jittered(Duration pause) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
