package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.handler.Handlers;
import io.weir.action.ledger.Ledger;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionsSettled;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.bus.StartAction;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs actions: requests in, reports out. What it is made of:
 *
 * <pre>
 *   StartAction ─▶ Starter ─┬─ not stored ─▶ Places ─▶ EphemeralRun ──┐
 *                           └─ Storing ─▶ Ledger ◀─ Claims ─▶ Places  ├─▶ Calls ─▶ Handlers
 *                                          ▲▲          └─▶ DurableRuns ┘     └─ Batches
 *                                          │└── Gating ◀──────┘  └─▶ gates, events
 *                                          └── TakeOvers, Leases, Sweeps, Desk ◀── ReadActions, ChangeAction
 * </pre>
 *
 * <p>{@link Judge} says what follows from an attempt. Belongs to one event loop.
 */
final class ActionEngine {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Parts parts;
    private final Upstreams upstreams;
    private final Optional<StoredActions> stored;
    private final Starter starter;

    /**
     * An engine that does nothing before {@link #start}.
     *
     * @param actions those that the node knows now, by the mutation's field
     * @param ledger the record of stored actions, if there is a store
     * @param node who holds this node's leases
     * @param bus tells everybody which actions have ended
     */
    ActionEngine(
            Supplier<Map<String, ActionDefinition>> actions,
            Optional<Ledger> ledger,
            Neighbours neighbours,
            ActionsConfig config,
            ConsistencyConfig consistency,
            Metrics metrics,
            String node,
            Timing timing,
            Clock clock,
            RandomGenerator random,
            Consumer<ActionsSettled> bus) {
        ActionIds ids = new ActionIds(timing);
        Handlers handlers = neighbours.handlers();
        upstreams = new Upstreams(handlers, config, metrics, clock);
        parts = new Parts(
                actions,
                config,
                node,
                timing,
                random,
                metrics,
                new Places(config, timing, metrics),
                new Calls(handlers, upstreams, config, metrics, timing, ids),
                neighbours,
                consistency);
        stored = ledger.map(record -> new StoredActions(parts, record, bus));
        starter = new Starter(parts, handlers, ids, stored.map(StoredActions::storing));
    }

    /** Begins to claim what is due. */
    void start() {
        stored.ifPresent(StoredActions::start);
    }

    /** Takes a request; the answer never fails. */
    Future<? extends BusMessage> ask(BusMessage request) {
        if (request instanceof StartAction start) {
            return starter.start(start);
        }
        if (request instanceof ReadActions read) {
            return stored.map(durable -> durable.desk().read(read))
                    .orElseGet(() -> Future.succeededFuture(new ActionReports(List.of())));
        }
        if (request instanceof ChangeAction change) {
            return stored.map(durable -> durable.desk().change(change))
                    .orElseGet(() -> Future.succeededFuture(new ActionRefused(Failures.notFound())));
        }
        throw new IllegalArgumentException("not asked of actions: " + request);
    }

    /** These actions have ended, here or elsewhere. */
    void onSettled(ActionsSettled settled) {
        stored.ifPresent(durable -> durable.onSettled(settled));
    }

    /** Takes nothing more on, waits for what runs as long as the configuration says, and gives the rest back. */
    Future<Void> stop() {
        long until = parts.timing().nanos() + parts.config().drain().toNanos();
        starter.stop();
        parts.places().refuseAll();
        Future<Void> drained = stored.map(StoredActions::stop).orElseGet(Future::succeededFuture);
        return drained.compose(given -> ephemeralEnded(until)).onComplete(ended -> upstreams.close());
    }

    private Future<Void> ephemeralEnded(long until) {
        Promise<Void> ended = Promise.promise();
        look(ended, until);
        return ended.future();
    }

    private void look(Promise<Void> ended, long until) {
        if (starter.running() == 0 || parts.timing().nanos() >= until) {
            ended.complete();
        } else {
            parts.timing().after(LOOK, () -> look(ended, until));
        }
    }
}
