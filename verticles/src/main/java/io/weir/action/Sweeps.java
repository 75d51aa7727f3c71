package io.weir.action;

import io.weir.action.ledger.Backlog;
import io.weir.action.ledger.Ledger;
import io.weir.config.ActionsConfig;
import io.weir.flow.Timing;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store needs now and then: actions that were not begun in time end, what is old is forgotten, what waits is
 * measured. Belongs to one event loop.
 */
final class Sweeps {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
    private static final int PORTION = 500;
    private static final int POLLS = 5;
    private static final Duration MEASURE = Duration.ofSeconds(10);
    private static final Duration FORGET = Duration.ofMinutes(5);
    private static final Backlog NOTHING = new Backlog(0, 0);

    private final Ledger ledger;
    private final ActionsConfig config;
    private final Timing timing;
    private final RandomGenerator random;
    private final Metrics metrics;
    private final Supplier<Set<String>> fields;
    private final Announcer announcer;
    private final Endings endings;
    /** Fields that the schema does not have, for which stored actions wait. */
    private final Set<String> removed = new HashSet<>();

    private boolean stopped;

    Sweeps(
            Ledger ledger,
            ActionsConfig config,
            Timing timing,
            RandomGenerator random,
            Metrics metrics,
            Supplier<Set<String>> fields,
            Announcer announcer,
            Endings endings) {
        this.ledger = ledger;
        this.config = config;
        this.timing = timing;
        this.random = random;
        this.metrics = metrics;
        this.fields = fields;
        this.announcer = announcer;
        this.endings = endings;
    }

    void start() {
        later(config.poll().multipliedBy(POLLS), this::expire);
        later(MEASURE, this::measure);
        later(FORGET, this::forget);
        later(config.poll(), this::look);
    }

    void stop() {
        stopped = true;
    }

    private void later(Duration pause, Runnable sweep) {
        long nanos = (long) (pause.toNanos() * (0.8 + 0.4 * random.nextDouble()));
        timing.after(Duration.ofNanos(nanos), () -> {
            if (!stopped) {
                sweep.run();
            }
        });
    }

    private void expire() {
        ledger.expire(PORTION).onComplete((ids, failure) -> {
            boolean more = failure == null && ids.size() >= PORTION;
            if (failure == null) {
                onExpired(ids);
            }
            later(more ? Duration.ofMillis(1) : config.poll().multipliedBy(POLLS), this::expire);
        });
    }

    private void onExpired(List<UUID> ids) {
        ids.forEach(announcer::ended);
        endings.look(ids);
    }

    private void measure() {
        ledger.backlog().onComplete((backlog, failure) -> {
            if (failure == null) {
                show(backlog);
            }
            later(MEASURE, this::measure);
        });
    }

    private void show(Map<String, Backlog> backlog) {
        Set<String> known = fields.get();
        Set<String> all = new HashSet<>(known);
        all.addAll(backlog.keySet());
        all.addAll(removed);
        for (String field : all) {
            Backlog waiting = backlog.getOrDefault(field, NOTHING);
            metrics.action(field).backlog(waiting.waiting(), waiting.oldestMillis());
            if (!known.contains(field) && waiting.waiting() > 0 && removed.add(field)) {
                LOG.atWarn()
                        .addKeyValue(LogKey.ACTION, field)
                        .addKeyValue(LogKey.COUNT, waiting.waiting())
                        .log("actions wait for a field that the schema does not have: bring it back, or cancel them");
            }
        }
        removed.retainAll(backlog.keySet());
        removed.removeAll(known);
    }

    private void forget() {
        ledger.forget(config.retention().ended(), config.retention().keys()).onComplete((rows, failure) -> {
            boolean more = failure == null && rows > 0;
            later(more ? config.poll() : FORGET, this::forget);
        });
    }

    private void look() {
        endings.lookAtAll();
        later(config.poll(), this::look);
    }
}
