package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.config.ActionsConfig;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes stored actions that are due as places get free: when it is woken, and now and then, since hints get lost. One
 * question to the store at a time. Belongs to one event loop.
 */
final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final ActionsConfig config;
    private final String node;
    private final Timing timing;
    private final RandomGenerator random;
    private final Supplier<Map<String, Integer>> room;
    private final BooleanSupplier ready;
    private final Places places;
    private final Consumer<Claim> runner;
    private final BackOff backOff;
    /** Fields of which more was due than there was room for. */
    private final Set<String> more = new HashSet<>();

    private final Promise<Void> quiet = Promise.promise();
    private boolean asking;
    private boolean pausing;
    private boolean woken;
    private boolean stopped;
    private Timing.@Nullable Pending alarm;
    private long alarmAt;

    /**
     * Claims nothing before {@link #start}.
     *
     * @param ready whether the store has what this node owes it: after an absence of the store its own actions look as if
     *     it had died
     * @param room how many of each field may begin now; fields whose handlers are left in peace are missing
     * @param runner takes a claim, and a place for it
     */
    Claims(
            Ledger ledger,
            ActionsConfig config,
            String node,
            Timing timing,
            RandomGenerator random,
            BooleanSupplier ready,
            Places places,
            Supplier<Map<String, Integer>> room,
            Consumer<Claim> runner) {
        this.ledger = ledger;
        this.config = config;
        this.node = node;
        this.timing = timing;
        this.random = random;
        this.places = places;
        this.ready = ready;
        this.room = room;
        this.runner = runner;
        this.backOff = new BackOff(config.poll(), LONGEST_PAUSE, random);
    }

    /** Begins to look for actions that are due. */
    void start() {
        poll();
    }

    /** Claims nothing more; done once all that the store may have given is with the runner. Never fails. */
    Future<Void> stop() {
        stopped = true;
        if (!asking) {
            quiet.tryComplete();
        }
        return quiet.future();
    }

    private void poll() {
        wake();
        long interval = config.poll().toNanos();
        timing.after(Duration.ofNanos((long) (interval * (0.9 + 0.2 * random.nextDouble()))), () -> {
            if (!stopped) {
                poll();
            }
        });
    }

    /** Something may be due. */
    void wake() {
        if (asking || pausing || stopped) {
            woken = true;
            return;
        }
        woken = false;
        ask();
    }

    /** Something will be due: looks then, where the next regular look would be later. */
    void wakeIn(Duration pause) {
        if (pause.compareTo(config.poll()) >= 0) {
            return;
        }
        long at = timing.nanos() + pause.toNanos();
        if (alarm != null && alarmAt <= at) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        alarmAt = at;
        alarm = timing.after(pause.plusMillis(1), () -> {
            alarm = null;
            wake();
        });
    }

    /** A place got free. */
    void onFreed() {
        if (!more.isEmpty()) {
            wake();
        }
    }

    /** Whether actions of the field wait for their turn, so that none may overtake them. */
    boolean backlog(String field) {
        return more.contains(field);
    }

    private void ask() {
        if (!ready.getAsBoolean()) {
            return;
        }
        Map<String, Integer> all = room.get();
        Map<String, Integer> free = all.entrySet().stream()
                .filter(field -> field.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        int total = places.free();
        if (total <= 0 || free.isEmpty()) {
            more.addAll(all.keySet()); // who knows
            return;
        }
        asking = true;
        ledger.claim(free, total, node, config.lease()).onComplete((claims, failure) -> {
            asking = false;
            if (failure != null) {
                onFailure(failure);
            } else {
                onClaims(all, free, total, claims);
            }
            if (stopped) {
                quiet.tryComplete();
            }
        });
    }

    private void onClaims(Map<String, Integer> all, Map<String, Integer> free, int total, List<Claim> claims) {
        backOff.reset();
        Map<String, Integer> got = new HashMap<>();
        claims.forEach(claim -> got.merge(claim.field(), 1, Integer::sum));
        more.clear();
        all.forEach((field, room) -> {
            if (claims.size() >= total || got.getOrDefault(field, 0) >= room) {
                more.add(field);
            }
        });
        claims.forEach(runner);
        if (woken) {
            wake();
        }
    }

    /** The next regular look heals it; wakes in between would only hurt the store. */
    private void onFailure(Throwable failure) {
        Duration pause = backOff.pause();
        LOG.atDebug()
                .addKeyValue(LogKey.CAUSE, failure.getMessage())
                .addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis())
                .log("no actions could be claimed");
        pausing = true;
        timing.after(pause, () -> {
            pausing = false;
            wake();
        });
    }
}
