package io.weir.gate.probe;

import io.vertx.core.Future;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.gate.participant.Wait;
import io.weir.gate.probe.Expected.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question again and again while anyone waits for its answer:
 *
 * <pre>
 *   PAUSED ──▶ IN LINE ──▶ ASKING ──┬──▶ PAUSED      it is behind, or says nothing; after a longer and longer pause
 *                                   ├──▶ IN LINE     someone came meanwhile
 *                                   └──▶ gone        nobody waits any more
 * </pre>
 *
 * An answer counts only for those who waited before the question went out: what was shown before a write says nothing of
 * that write. Belongs to one event loop.
 */
final class ProbeLoop {

    private final Supplier<Future<Answer>> question;
    private final Expected expected;
    private final Places places;
    private final Timing timing;
    private final BackOff backOff;
    private final Runnable onGone;
    private final Set<Wait> waits = new LinkedHashSet<>();
    private Set<Wait> late = new LinkedHashSet<>();
    private Timing.@Nullable Pending pause;
    private boolean asking;
    private @Nullable Verdict last;

    /**
     * A loop that begins with the first wait.
     *
     * @param onGone runs when nobody waits any more; then no wait may be added
     */
    ProbeLoop(
            Supplier<Future<Answer>> question,
            Expected expected,
            Places places,
            Timing timing,
            BackOff backOff,
            Runnable onGone) {
        this.question = question;
        this.expected = expected;
        this.places = places;
        this.timing = timing;
        this.backOff = backOff;
        this.onGone = onGone;
    }

    /** Someone waits: the next question that goes out is for them too. */
    void add(Wait wait) {
        waits.add(wait);
        if (asking) {
            late.add(wait);
        }
        wait.onOver(() -> onOver(wait));
        if (last != null && last != Verdict.SHOWN) {
            tell(wait, last);
        } else if (waits.size() == 1 && !asking) {
            lineUp();
        }
    }

    private void onOver(Wait wait) {
        waits.remove(wait);
        late.remove(wait);
        if (waits.isEmpty()) {
            Timing.Pending due = pause;
            if (due != null) {
                due.cancel();
            }
            onGone.run();
        }
    }

    private void lineUp() {
        pause = null;
        places.run(this::ask);
    }

    private Future<?> ask() {
        if (waits.isEmpty()) {
            return Future.succeededFuture();
        }
        asking = true;
        late = new LinkedHashSet<>();
        return question.get()
                .onComplete((answer, failure) -> onAnswer(answer == null ? Verdict.GARBAGE : expected.judge(answer)));
    }

    private void onAnswer(Verdict verdict) {
        asking = false;
        List<Wait> told = new ArrayList<>(waits);
        told.removeAll(late);
        last = verdict;
        told.forEach(wait -> tell(wait, verdict));
        if (waits.isEmpty()) {
            return;
        }
        if (late.isEmpty() && verdict != Verdict.SHOWN) {
            pause = timing.after(backOff.pause(), this::lineUp);
        } else {
            lineUp();
        }
    }

    private static void tell(Wait wait, Verdict verdict) {
        switch (verdict) {
            case SHOWN -> wait.reached();
            case BEHIND -> wait.behind();
            case GARBAGE -> wait.silent();
        }
    }
}
