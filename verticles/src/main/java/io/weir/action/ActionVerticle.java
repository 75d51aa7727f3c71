package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.action.ledger.Ledger;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionsSettled;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.flow.VertxTiming;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.Metrics;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs actions on one event loop. */
public final class ActionVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ActionVerticle.class);

    private final Supplier<Map<String, ActionDefinition>> actions;
    private final Optional<Ledger> ledger;
    private final Neighbours neighbours;
    private final ActionsConfig config;
    private final ConsistencyConfig consistency;
    private final Metrics metrics;
    private final String node;
    private final Clock clock;
    private final RandomGenerator random;
    private @Nullable ActionEngine engine;
    private @Nullable MessageConsumer<BusMessage> requests;

    /**
     * Makes the verticle.
     *
     * @param actions those of the graph that the node serves now, by the mutation's field
     * @param ledger the record of stored actions; empty where the graph has none, so that no store runs
     * @param node who holds this node's leases; of no other node, nor of this one before it was started again
     * @param random for pauses, not for ids
     */
    public ActionVerticle(
            Supplier<Map<String, ActionDefinition>> actions,
            Optional<Ledger> ledger,
            Neighbours neighbours,
            ActionsConfig config,
            ConsistencyConfig consistency,
            Metrics metrics,
            String node,
            Clock clock,
            RandomGenerator random) {
        this.actions = actions;
        this.ledger = ledger;
        this.neighbours = neighbours;
        this.config = config;
        this.consistency = consistency;
        this.metrics = metrics;
        this.node = node;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        ActionEngine started = new ActionEngine(
                actions,
                ledger,
                neighbours,
                config,
                consistency,
                metrics,
                node,
                new VertxTiming(vertx, clock),
                clock,
                random,
                settled -> bus.publish(BusAddress.ACTIONS_SETTLED, settled));
        engine = started;
        started.start();
        MessageConsumer<BusMessage> asked = bus.consumer(BusAddress.ACTIONS, message -> answer(started, message));
        requests = asked;
        MessageConsumer<ActionsSettled> hints =
                bus.consumer(BusAddress.ACTIONS_SETTLED, message -> started.onSettled(message.body()));
        return Future.all(asked.completion(), hints.completion());
    }

    private static void answer(ActionEngine engine, Message<BusMessage> message) {
        try {
            engine.ask(message.body())
                    .onComplete((answer, fault) -> message.reply(fault == null ? answer : failed(fault)));
        } catch (RuntimeException fault) {
            message.reply(failed(fault));
        }
    }

    private static BusMessage failed(Throwable fault) {
        LOG.error("a request to an action failed in an unforeseen way", fault);
        return new ActionRefused(Failures.internal());
    }

    @Override
    public Future<?> stop() {
        Future<Void> closed = requests == null ? Future.succeededFuture() : requests.unregister();
        Future<Void> drained = engine == null ? Future.succeededFuture() : engine.stop();
        return Future.join(closed, drained).eventually(neighbours.handlers()::close);
    }
}
