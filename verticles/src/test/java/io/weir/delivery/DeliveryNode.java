package io.weir.delivery;

import static io.weir.store.StoreFixture.await;

import io.vertx.core.Vertx;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.ChangeSubscription;
import io.weir.bus.DeliveriesChanged;
import io.weir.bus.DeliveryReport;
import io.weir.bus.DeliveryReports;
import io.weir.bus.DeliveryState;
import io.weir.bus.GraphReplaced;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.ReadSubscriptions;
import io.weir.bus.SubscriptionReport;
import io.weir.bus.SubscriptionReports;
import io.weir.cluster.Alone;
import io.weir.config.PoolConfig;
import io.weir.delivery.ledger.PgDeliveries;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A node that delivers, over a real store that others may share. Its bus is its own: no hint of an operator leaves it. */
final class DeliveryNode implements AutoCloseable {

    static final Pace QUICK = new Pace(
            Duration.ofMillis(1_000),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            List.of(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(5)),
            50,
            200);

    final StoreFixture store;
    final Vertx vertx;
    final MortalLedger mortal;
    final FakeShaper shaper;
    final FakeCourier courier;
    final FakeLog log;
    volatile List<DeliveryDefinition> definitions;
    private String verticle;

    private DeliveryNode(
            StoreFixture store,
            FakeLog log,
            FakeShaper shaper,
            FakeCourier courier,
            List<DeliveryDefinition> definitions) {
        this.store = store;
        this.vertx = store.vertx();
        this.log = log;
        this.shaper = shaper;
        this.courier = courier;
        this.definitions = definitions;
        this.mortal = new MortalLedger(new PgDeliveries(vertx, store.store()));
        BusCodecs.register(vertx.eventBus());
        log.serve(vertx.eventBus());
    }

    /** A node of its own, which runs. */
    static DeliveryNode start(DeliveryDefinition... definitions) {
        return start(PoolConfig.DEFAULT, definitions);
    }

    static DeliveryNode start(PoolConfig limits, DeliveryDefinition... definitions) {
        StoreFixture store = new StoreFixture(Postgres.database(), limits);
        await(store.store().start());
        DeliveryNode node =
                new DeliveryNode(store, new FakeLog(), new FakeShaper(), new FakeCourier(), List.of(definitions));
        node.open("one");
        return node;
    }

    /** Another one of the same cluster, which does not run yet. */
    DeliveryNode another() {
        StoreFixture other = new StoreFixture(store.database(), PoolConfig.DEFAULT);
        await(other.store().start());
        return new DeliveryNode(other, log, shaper, courier, definitions);
    }

    DeliveryNode open(String name) {
        verticle = await(vertx.deployVerticle(new DeliveryVerticle(
                Alone.of("n1", 1),
                () -> definitions,
                mortal.ledger(),
                shaper,
                courier,
                QUICK,
                store.metrics(),
                name,
                Clock.systemUTC(),
                new Random(7))));
        return this;
    }

    /** Stops in good order; the store goes on. */
    void shut() {
        await(vertx.undeploy(verticle));
    }

    void replace(DeliveryDefinition... others) {
        definitions = List.of(others);
        vertx.eventBus().publish(BusAddress.GRAPH_REPLACED, new GraphReplaced(2));
    }

    List<DeliveryReport> deliveries(String subscription) {
        return this.<DeliveryReports>ask(new ReadDeliveries(List.of(), subscription, null, null, 0, 1_000, false, true))
                .reports();
    }

    List<DeliveryReport> deliveries(String subscription, DeliveryState state) {
        return this.<DeliveryReports>ask(
                        new ReadDeliveries(List.of(), subscription, state, null, 0, 1_000, false, true))
                .reports();
    }

    SubscriptionReport subscription(String name) {
        return this.<SubscriptionReports>ask(new ReadSubscriptions(List.of(name))).reports().stream()
                .findFirst()
                .orElse(null);
    }

    int change(ChangeDeliveries.Change change, String... ids) {
        return this.<DeliveriesChanged>ask(new ChangeDeliveries(change, List.of(ids), null))
                .count();
    }

    void enable(String name, boolean enable) {
        this.<SubscriptionReports>ask(new ChangeSubscription(name, enable));
    }

    <T> T ask(BusMessage question) {
        return await(vertx.eventBus().<T>request(BusAddress.DELIVERIES, question))
                .body();
    }

    /** How many deliveries are in a state. */
    long count(String condition) {
        return Long.parseLong(store.database().queryOne("select count(*) from weir.delivery where " + condition));
    }

    /** Whether a subscription is known, and run by someone. */
    boolean owned(String name) {
        SubscriptionReport report = subscription(name);
        return report != null && report.owner() != null;
    }

    @Override
    public void close() {
        if (mortal.dead()) {
            mortal.bury();
        }
        store.close();
    }
}
