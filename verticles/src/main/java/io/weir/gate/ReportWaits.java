package io.weir.gate;

import io.vertx.core.Future;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.flow.Timing;
import io.weir.gate.ledger.ReportLedger;
import io.weir.gate.ledger.Subject;
import io.weir.gate.participant.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits on this node for systems to report. A wait is registered before the store is read, so that no report falls
 * between the two. Hints of other nodes release at once; as they may be lost, all that is waited for is read again in one
 * query, for as long as anyone waits. Belongs to one event loop.
 */
final class ReportWaits {

    /** Hints may be lost; who waits for one that was is that much late. */
    static final Duration POLL = Duration.ofMillis(250);

    /** Subjects of one query; more take several, one after another. */
    private static final int PORTION = 5_000;

    private final ReportLedger ledger;
    private final Timing timing;
    private final KnownVersions known = new KnownVersions();
    /** Who waits for which version of a subject: many may, and each leaves at any time. */
    private final Map<Subject, Map<Wait, Long>> waiting = new HashMap<>();

    private Timing.@Nullable Pending poll;
    private boolean reading;
    private boolean stopped;

    ReportWaits(ReportLedger ledger, Timing timing) {
        this.ledger = ledger;
        this.timing = timing;
    }

    /** The wait is over as soon as one of these is reached. */
    void watch(List<Advance> any, Wait wait) {
        if (any.stream().anyMatch(known::reached)) {
            wait.reached();
            return;
        }
        List<Subject> subjects = any.stream().map(Subject::of).toList();
        any.forEach(advance -> waiting.computeIfAbsent(Subject.of(advance), subject -> new LinkedHashMap<>(2))
                .put(wait, advance.version()));
        wait.onOver(() -> subjects.forEach(subject -> forget(subject, wait)));
        ledger.read(subjects).onComplete((found, failure) -> {
            onRead(found);
            tell(List.of(wait), failure);
        });
        pollLater();
    }

    /** Whether one of these is known to be reached, without a look into the store. */
    boolean reached(List<Advance> any) {
        return any.stream().anyMatch(known::reached);
    }

    /** This much is stored. */
    void onAdvanced(List<Advance> advances) {
        for (Advance advance : advances) {
            known.put(advance);
            List<Wait> released = new ArrayList<>();
            waiting.getOrDefault(Subject.of(advance), Map.of()).forEach((wait, version) -> {
                if (version <= advance.version()) {
                    released.add(wait);
                }
            });
            released.forEach(Wait::reached);
        }
    }

    /** Nobody is told of anything any more. */
    void stop() {
        stopped = true;
        waiting.clear();
        if (poll != null) {
            poll.cancel();
        }
    }

    /** How many subjects are waited for. */
    int size() {
        return waiting.size();
    }

    private void onRead(@Nullable List<Advance> found) {
        if (found != null && !stopped) {
            onAdvanced(found);
        }
    }

    private static void tell(Collection<Wait> waits, @Nullable Throwable failure) {
        for (Wait wait : waits) {
            if (failure == null) {
                wait.behind();
            } else {
                wait.silent();
            }
        }
    }

    private void forget(Subject subject, Wait wait) {
        Map<Wait, Long> others = waiting.get(subject);
        if (others != null && others.remove(wait) != null && others.isEmpty()) {
            waiting.remove(subject);
        }
    }

    private void pollLater() {
        if (poll == null && !reading && !waiting.isEmpty() && !stopped) {
            poll = timing.after(POLL, this::poll);
        }
    }

    /** All that is waited for now. */
    private void poll() {
        poll = null;
        reading = true;
        Future<Void> read = Future.succeededFuture();
        for (List<Subject> portion : portions()) {
            read = read.compose(before -> readAgain(portion));
        }
        read.onComplete(done -> {
            reading = false;
            pollLater();
        });
    }

    private Future<Void> readAgain(List<Subject> portion) {
        Set<Wait> waits = new LinkedHashSet<>();
        portion.forEach(
                subject -> waits.addAll(waiting.getOrDefault(subject, Map.of()).keySet()));
        return ledger.read(portion).<Void>transform(found -> {
            onRead(found.result());
            tell(waits, found.cause());
            return Future.succeededFuture();
        });
    }

    private List<List<Subject>> portions() {
        List<Subject> all = List.copyOf(waiting.keySet());
        List<List<Subject>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(all.size(), from + PORTION)));
        }
        return portions;
    }
}
