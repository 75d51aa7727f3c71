package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what the store must take for as long as it is away. Belongs to one event loop. */
final class Persistence {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration FOREVER = Duration.ofDays(365);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Timing timing;
    private final RandomGenerator random;
    private int failing;
    private boolean stopped;

    Persistence(Timing timing, RandomGenerator random) {
        this.timing = timing;
        this.random = random;
    }

    /** Asks until the store answers; fails when it finds fault with what is asked, or the node stops. */
    <T> Future<T> untilAnswered(Supplier<Future<T>> asked) {
        return within(FOREVER, asked);
    }

    /** The same for so long; fails then with the store's failure. */
    <T> Future<T> within(Duration patience, Supplier<Future<T>> asked) {
        Promise<T> answer = Promise.promise();
        ask(asked, answer, new BackOff(SHORTEST, LONGEST, random), timing.nanos() + patience.toNanos(), 0);
        return answer.future();
    }

    /** Whether it has failed to take something that is not taken yet. */
    boolean failing() {
        return failing > 0;
    }

    /** Asks once more; {@code counted} is 1 for what has failed before. */
    private <T> void ask(Supplier<Future<T>> asked, Promise<T> answer, BackOff backOff, long until, int counted) {
        asked.get().onComplete((answered, failure) -> {
            failing -= counted;
            if (failure == null) {
                answer.complete(answered);
                return;
            }
            Duration pause = backOff.pause();
            if (stopped || !(failure instanceof StoreException) || until - timing.nanos() <= pause.toNanos()) {
                answer.fail(failure);
                return;
            }
            LOG.atDebug().addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis()).log("the store did not answer");
            failing++;
            timing.after(pause, () -> ask(asked, answer, backOff, until, 1));
        });
    }

    /** The node stops: what fails from now on is not repeated. */
    void stop() {
        stopped = true;
    }
}
