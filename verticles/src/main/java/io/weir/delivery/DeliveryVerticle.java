package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.GraphReplaced;
import io.weir.bus.LogAdvanced;
import io.weir.bus.SubscriptionsChanged;
import io.weir.cluster.Peers;
import io.weir.config.ActionsConfig;
import io.weir.delivery.ledger.DeliveryLedger;
import io.weir.delivery.shape.Shaper;
import io.weir.delivery.target.Courier;
import io.weir.flow.VertxTiming;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.store.StoreException;
import io.weir.telemetry.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs deliveries on one event loop. */
public final class DeliveryVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryVerticle.class);

    private final Peers peers;
    private final Supplier<List<DeliveryDefinition>> configured;
    private final DeliveryLedger ledger;
    private final Shaper shaper;
    private final Courier courier;
    private final Pace pace;
    private final Metrics metrics;
    private final String node;
    private final Clock clock;
    private final RandomGenerator random;
    private @Nullable DeliveryEngine engine;
    private @Nullable Housekeeping housekeeping;
    private @Nullable MessageConsumer<BusMessage> requests;

    /**
     * Makes the verticle.
     *
     * @param peers who may be asked for the log
     * @param configured the subscriptions of the graph that the node serves now
     * @param actions how long leases are, and how long a stop waits
     * @param node who holds this node's leases; of no other node, nor of this one before it was started again
     * @param random for pauses, not for ids
     */
    public DeliveryVerticle(
            Peers peers,
            Supplier<List<DeliveryDefinition>> configured,
            DeliveryLedger ledger,
            Shaper shaper,
            Courier courier,
            ActionsConfig actions,
            Metrics metrics,
            String node,
            Clock clock,
            RandomGenerator random) {
        this(peers, configured, ledger, shaper, courier, Pace.of(actions), metrics, node, clock, random);
    }

    DeliveryVerticle(
            Peers peers,
            Supplier<List<DeliveryDefinition>> configured,
            DeliveryLedger ledger,
            Shaper shaper,
            Courier courier,
            Pace pace,
            Metrics metrics,
            String node,
            Clock clock,
            RandomGenerator random) {
        this.peers = peers;
        this.configured = configured;
        this.ledger = ledger;
        this.shaper = shaper;
        this.courier = courier;
        this.pace = pace;
        this.metrics = metrics;
        this.node = node;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        VertxTiming timing = new VertxTiming(vertx, clock);
        LogReader log = new LogReader(bus, peers);
        DeliveryEngine started = new DeliveryEngine(
                new Parts(ledger, log, shaper, courier, pace, timing, random, metrics), configured, node);
        DeliveryDesk desk = new DeliveryDesk(
                ledger,
                log,
                () -> configured.get().stream().map(DeliveryDefinition::name).collect(Collectors.toSet()),
                changed -> bus.publish(BusAddress.SUBSCRIPTIONS_CHANGED, changed));
        Housekeeping keeping = new Housekeeping(ledger, timing, metrics, configured);
        engine = started;
        housekeeping = keeping;
        MessageConsumer<BusMessage> asked = bus.consumer(BusAddress.DELIVERIES, message -> answer(desk, message));
        requests = asked;
        MessageConsumer<SubscriptionsChanged> changes = bus.consumer(
                BusAddress.SUBSCRIPTIONS_CHANGED,
                message -> started.onChanged(message.body().names()));
        MessageConsumer<BusMessage> advances =
                bus.localConsumer(BusAddress.DELIVERY_LOG, message -> hear(started, message));
        MessageConsumer<GraphReplaced> graphs =
                bus.localConsumer(BusAddress.GRAPH_REPLACED, message -> started.onGraph());
        started.start();
        keeping.start();
        return Future.all(asked.completion(), changes.completion(), advances.completion(), graphs.completion());
    }

    private static void hear(DeliveryEngine started, Message<BusMessage> message) {
        if (message.body() instanceof LogAdvanced advanced) {
            started.onAdvanced(advanced);
        } else if (message.body() instanceof Checkpoint) {
            message.reply(message.body()); // what was sent before is handled, or will be read again
        }
    }

    private static void answer(DeliveryDesk desk, Message<BusMessage> message) {
        desk.ask(message.body()).onSuccess(message::reply).onFailure(failure -> fail(message, failure));
    }

    private static void fail(Message<BusMessage> message, Throwable failure) {
        if (failure instanceof StoreException unavailable) {
            message.fail(BusFailure.STORE_UNAVAILABLE.code(), unavailable.getMessage());
        } else if (failure instanceof RefusedException refused) {
            message.fail(BusFailure.REFUSED.code(), refused.getMessage());
        } else {
            LOG.error("a request to deliveries failed in an unforeseen way", failure);
            message.fail(BusFailure.REFUSED.code(), "deliveries failed");
        }
    }

    @Override
    public Future<?> stop() {
        if (housekeeping != null) {
            housekeeping.stop();
        }
        Future<Void> closed = requests == null ? Future.succeededFuture() : requests.unregister();
        Future<Void> drained = engine == null ? Future.succeededFuture() : engine.stop();
        return Future.join(closed, drained).eventually(courier::close);
    }
}
