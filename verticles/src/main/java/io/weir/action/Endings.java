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

/**
 * Waits for stored actions to end whose clients wait on this node. Most end here; for those that another node took over,
 * the store is read when a hint comes and now and then. Belongs to one event loop.
 */
final class Endings {

    private final Ledger ledger;
    private final Timing timing;
    private final Map<UUID, Waiting> waiting = new HashMap<>();

    private record Waiting(ActionReport accepted, String owner, Promise<ActionReport> end, Timing.Pending patience) {}

    Endings(Ledger ledger, Timing timing) {
        this.ledger = ledger;
        this.timing = timing;
    }

    /**
     * Waits for one.
     *
     * @param accepted how it stood
     * @return how it ended, or how it stands when patience is at its end
     */
    Future<ActionReport> await(UUID id, ActionReport accepted, String owner, Duration patience) {
        Promise<ActionReport> end = Promise.promise();
        Timing.Pending late = timing.after(patience, () -> giveUp(id));
        waiting.put(id, new Waiting(accepted, owner, end, late));
        return end.future();
    }

    /** It has ended on this node. */
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
            }
        }
    }

    private void giveUp(UUID id) {
        Waiting late = waiting.get(id);
        if (late != null) {
            ledger.read(List.of(id), late.owner(), false)
                    .onComplete((reports, failure) ->
                            ended(id, failure != null || reports.isEmpty() ? late.accepted() : reports.get(0)));
        }
    }
}
