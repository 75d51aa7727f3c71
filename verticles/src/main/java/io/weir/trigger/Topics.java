package io.weir.trigger;

import io.vertx.core.Vertx;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one shard that are open: from the first subscriber until a little after the last one left. Belongs to
 * one event loop.
 */
final class Topics {

    /** Topics without subscribers that are kept open; more close at once, so that no client can heap them up. */
    static final int MAX_LINGERING = 1000;

    private final Vertx vertx;
    private final Duration linger;
    private final Metrics metrics;
    private final Map<TopicKey, Trigger> open = new HashMap<>();
    private int lingering;

    Topics(Vertx vertx, Duration linger, Metrics metrics) {
        this.vertx = vertx;
        this.linger = linger;
        this.metrics = metrics;
    }

    /** The trigger of a topic that is open; null when it is not. */
    @Nullable
    Trigger find(TopicKey key) {
        return open.get(key);
    }

    /** The trigger of a topic; one that is fed in another way than is wanted now makes room for a new one. */
    Trigger open(TopicKey key, boolean logged, Function<TopicKey, Trigger> make) {
        Trigger known = open.get(key);
        if (known != null && known.logged() == logged) {
            return known;
        }
        if (known != null) {
            discard(known);
        }
        Trigger made = make.apply(key);
        open.put(key, made);
        metrics.triggers().increment();
        return made;
    }

    /** Those whose events come from the log. */
    Stream<Trigger> logged() {
        return open.values().stream().filter(Trigger::logged);
    }

    /** Closes a topic, if no one listens to it for a while. */
    void closeLater(Trigger trigger) {
        if (!trigger.idle()) {
            return;
        }
        if (lingering == MAX_LINGERING) {
            discard(trigger);
            return;
        }
        long joins = trigger.joins();
        lingering++;
        vertx.setTimer(Math.max(1, linger.toMillis()), timer -> {
            lingering--;
            if (trigger.idle() && trigger.joins() == joins) {
                discard(trigger);
            }
        });
    }

    /** Closes a topic. */
    void discard(Trigger trigger) {
        if (open.remove(trigger.key(), trigger)) {
            trigger.close();
            metrics.triggers().decrement();
        }
    }

    /** Closes all. */
    void closeAll() {
        List.copyOf(open.values()).forEach(this::discard);
    }
}
