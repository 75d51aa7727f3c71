package io.weir.gate.lsn;

import io.weir.bus.SystemTarget.Replayed;
import io.weir.flow.Timing;
import io.weir.gate.lsn.Replay.Verdict;
import io.weir.gate.participant.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a replica how far it is while anyone waits: one question at a time, whose answer is for all. What was heard a
 * moment ago spares the question. Belongs to one event loop.
 */
final class ReplicaWatch {

    /** How long an answer counts: a replica that crashes may come back a little behind where it was. */
    private static final Duration FRESH = Duration.ofMillis(50);

    /** The pause after a question that was not answered. */
    private static final Duration SILENCE = Duration.ofMillis(100);

    private final Replica replica;
    private final Duration every;
    private final Timing timing;
    private final Map<Wait, Replayed> waits = new LinkedHashMap<>();
    private @Nullable Replay heard;
    private long askedAt;
    private boolean busy;

    ReplicaWatch(Replica replica, Duration every, Timing timing) {
        this.replica = replica;
        this.every = every;
        this.timing = timing;
    }

    /** Tells a wait what is heard until it is over. */
    void add(Replayed target, Wait wait) {
        if (shows(target)) {
            wait.reached();
            return;
        }
        waits.put(wait, target);
        wait.onOver(() -> waits.remove(wait));
        if (!busy) {
            ask();
        }
    }

    /** Whether it has been heard a moment ago that the replica is there. */
    boolean shows(Replayed target) {
        Replay last = heard;
        return last != null && timing.nanos() - askedAt <= FRESH.toNanos() && last.judge(target) == Verdict.REACHED;
    }

    private void ask() {
        busy = !waits.isEmpty();
        if (!busy) {
            return;
        }
        long now = timing.nanos();
        replica.replay().onComplete((replay, failure) -> {
            if (replay != null) {
                heard = replay;
                askedAt = now;
            }
            List.copyOf(waits.entrySet()).forEach(waiting -> tell(waiting.getKey(), waiting.getValue(), replay));
            onTold(replay == null ? SILENCE : every);
        });
    }

    /** Who comes when nobody waits need not wait for the pause. */
    private void onTold(Duration pause) {
        busy = !waits.isEmpty();
        if (busy) {
            timing.after(pause, this::ask);
        }
    }

    private static void tell(Wait wait, Replayed target, @Nullable Replay replay) {
        switch (replay == null ? Verdict.ASTRAY : replay.judge(target)) {
            case REACHED -> wait.reached();
            case BEHIND -> wait.behind();
            case ASTRAY -> wait.silent();
            case NEVER -> wait.never();
        }
    }
}
