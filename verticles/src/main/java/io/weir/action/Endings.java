package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.ledger.Ledger;
import io.weir.bus.ActionReport;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Waits for stored actions to end whose clients wait on this node. Most end here; for those that another node took over,
 * the store is read when a hint comes and now and then. Belongs to one event loop.
 */
final class Endings {

    /** Whoever knows how far the systems are comes first. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Timing timing;
    private final Map<UUID, Waiting> waiting = new HashMap<>();

    private final UnaryOperator<ActionReport> current;

    /** Someone who waits; {@code committed} once the handler is done, and systems are waited for. */
    private record Waiting(
            ActionReport accepted,
            String owner,
            Promise<ActionReport> end,
            Duration attention,
            boolean committed,
            Timing.Pending patience) {}

    /**
     * Waits for what {@code ledger} knows.
     *
     * @param current completes a report by what this node knows of it
     */
    Endings(Ledger ledger, Timing timing, UnaryOperator<ActionReport> current) {
        this.ledger = ledger;
        this.timing = timing;
        this.current = current;
    }

    /**
     * Waits for one.
     *
     * @param accepted how it stood
     * @param patience how long its handler may take
     * @param attention how long the systems that it affects may take then
     * @return how it ended, or how it stands when patience is at its end
     */
    Future<ActionReport> await(UUID id, ActionReport accepted, String owner, Duration patience, Duration attention) {
        Promise<ActionReport> end = Promise.promise();
        Timing.Pending late = timing.after(patience, () -> giveUp(id));
        waiting.put(id, new Waiting(accepted, owner, end, attention, false, late));
        return end.future();
    }

    /** Its handler is done, and systems are waited for: another time begins. */
    void answered(UUID id) {
        Waiting one = waiting.get(id);
        if (one == null || one.committed()) {
            return;
        }
        one.patience().cancel();
        Timing.Pending late = timing.after(one.attention().plus(GRACE), () -> giveUp(id));
        waiting.put(id, new Waiting(one.accepted(), one.owner(), one.end(), one.attention(), true, late));
    }

    /** It has ended on this node, or its client is told now how it stands. */
    void ended(UUID id, ActionReport report) {
        Waiting done = waiting.remove(id);
        if (done != null) {
            done.patience().cancel();
            done.end().complete(report);
        }
    }

    /** These may have ended. */
    void look(Collection<UUID> ids) {
        Map<String, List<UUID>> byOwner = new HashMap<>();
        for (UUID id : ids) {
            Waiting one = waiting.get(id);
            if (one != null) {
                byOwner.computeIfAbsent(one.owner(), owner -> new ArrayList<>()).add(id);
            }
        }
        byOwner.forEach((owner, own) -> ledger.read(own, owner, false).onSuccess(this::compare));
    }

    /** All may have ended. */
    void lookAtAll() {
        look(List.copyOf(waiting.keySet()));
    }

    /** The node stops: whoever still waits is told how it stood. */
    void stop() {
        Map.copyOf(waiting).forEach((id, one) -> ended(id, one.accepted()));
    }

    private void compare(List<ActionReport> reports) {
        for (ActionReport report : reports) {
            if (report.state().ended()) {
                ended(UUID.fromString(report.id()), report);
            } else if (report.committed()) {
                answered(UUID.fromString(report.id()));
            }
        }
    }

    private void giveUp(UUID id) {
        Waiting late = waiting.get(id);
        if (late != null) {
            ledger.read(List.of(id), late.owner(), false)
                    .onComplete((reports, failure) -> ended(
                            id,
                            failure != null || reports.isEmpty() ? late.accepted() : current.apply(reports.get(0))));
        }
    }
}
