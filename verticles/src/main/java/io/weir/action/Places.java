package io.weir.action;

import io.weir.config.ActionsConfig;
import io.weir.flow.Timing;
import io.weir.telemetry.Metrics;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How many actions may run on this node, in all and of each field; and a queue of those that wait for a place and are not
 * stored. A command of a batch takes a place like any other. Belongs to one event loop.
 */
final class Places {

    private final ActionsConfig config;
    private final Timing timing;
    private final Metrics metrics;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private Runnable onFreed = () -> {};
    private int running;

    private record Waiting(Policy policy, Turn turn, Timing.Pending late) {}

    /**
     * Someone who wants a place.
     *
     * @param come runs with the place, which it must leave
     * @param refused runs when there is none in time
     */
    record Turn(Runnable come, Runnable refused) {}

    Places(ActionsConfig config, Timing timing, Metrics metrics) {
        this.config = config;
        this.timing = timing;
        this.metrics = metrics;
    }

    /** Told whenever a place stays free. */
    void onFreed(Runnable listener) {
        onFreed = listener;
    }

    /** How many actions of the field may begin now. */
    int free(Policy policy) {
        return Math.max(
                0,
                Math.min(
                        free(),
                        most(policy) - taken.getOrDefault(policy.action().field(), 0)));
    }

    /** How many actions may begin now in all. */
    int free() {
        return config.places() - running;
    }

    /** How many run. */
    int running() {
        return running;
    }

    /** Takes a place; for whoever has seen that one is free. */
    void take(String field) {
        taken.merge(field, 1, Integer::sum);
        running++;
        metrics.action(field).running().increment();
    }

    /** Takes a place now, or when one gets free; refused when too many wait or the deadline passes before. */
    void enter(Policy policy, Turn turn) {
        if (free(policy) > 0) {
            take(policy.action().field());
            turn.come().run();
        } else if (queue.size() >= config.queue()) {
            turn.refused().run();
        } else {
            Timing.Pending late = timing.after(policy.deadline(), () -> giveUp(turn));
            queue.add(new Waiting(policy, turn, late));
        }
    }

    private void giveUp(Turn turn) {
        if (queue.removeIf(waiting -> waiting.turn() == turn)) {
            turn.refused().run();
        }
    }

    /** Whoever waits is refused. */
    void refuseAll() {
        List<Waiting> all = List.copyOf(queue);
        queue.clear();
        all.forEach(waiting -> {
            waiting.late().cancel();
            waiting.turn().refused().run();
        });
    }

    /** Gives a place back, to the one that has waited longest if any can use it. */
    void leave(String field) {
        taken.merge(field, -1, (before, less) -> before + less == 0 ? null : before + less);
        running--;
        metrics.action(field).running().decrement();
        Waiting next = next();
        if (next == null) {
            onFreed.run();
        } else {
            take(next.policy().action().field());
            next.late().cancel();
            next.turn().come().run();
        }
    }

    private @Nullable Waiting next() {
        for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
            Waiting waiting = each.next();
            if (free(waiting.policy()) > 0) {
                each.remove();
                return waiting;
            }
        }
        return null;
    }

    /** Calls under way, times what one of them may carry. */
    private int most(Policy policy) {
        int batch = policy.action()
                .batch()
                .map(asked -> Math.min(asked.size(), config.batch().size()))
                .orElse(1);
        return policy.config().concurrency() * batch;
    }
}
