package io.weir.gate;

import static io.weir.store.StoreFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.FindLogEnd;
import io.weir.bus.GateReport;
import io.weir.bus.LogPosition;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import io.weir.cluster.Alone;
import io.weir.config.ConsistencyConfig;
import io.weir.config.PoolConfig;
import io.weir.config.SystemConfig;
import io.weir.config.TokensConfig;
import io.weir.gate.ledger.PgKeyLedger;
import io.weir.gate.ledger.PgReports;
import io.weir.gate.token.SealedTokens;
import io.weir.source.BusGateClient;
import io.weir.store.StoreFixture;
import io.weir.testing.PostgresDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node with a gate and its client, over a real store that other nodes may share. Its bus is its own: no hint leaves it. */
final class GateNode implements AutoCloseable {

    static final Duration PATIENT = Duration.ofSeconds(25);
    static final long STORE = 5;

    static final ConsistencyConfig CONFIG = new ConsistencyConfig(
            PATIENT,
            PATIENT,
            Map.of(
                    "search", new SystemConfig.Ack(Optional.empty(), Optional.empty(), Optional.empty()),
                    "model", new SystemConfig.Log(Optional.empty(), List.of())),
            TokensConfig.DEFAULT,
            100,
            Duration.ofDays(7));

    final StoreFixture store;
    final Vertx vertx;
    final BusGateClient client;
    volatile long logEnd = 90;
    private String gate;

    private GateNode(StoreFixture store) {
        this.store = store;
        vertx = store.vertx();
        BusCodecs.register(vertx.eventBus());
        client = new BusGateClient(vertx, Alone.of("n1", 1), CONFIG);
        await(vertx.eventBus()
                .<FindLogEnd>consumer(BusAddress.LOG, message -> message.reply(new LogPosition(STORE, logEnd)))
                .completion());
        open();
    }

    /** A node with a store of its own. */
    static GateNode start() {
        return new GateNode(new StoreFixture());
    }

    /** Another node with the same store. */
    GateNode another() {
        StoreFixture other = new StoreFixture(store.database(), PoolConfig.DEFAULT);
        await(other.store().start());
        return new GateNode(other);
    }

    /** A node whose store has these limits, and may not be there yet. */
    static GateNode onto(PostgresDatabase database, PoolConfig limits) {
        StoreFixture store = new StoreFixture(database, limits);
        await(store.store().start());
        return new GateNode(store);
    }

    /** Starts a gate. */
    void open() {
        gate = await(vertx.deployVerticle(new GateVerticle(
                Alone.of("n1", 1),
                CONFIG,
                Set.of("default"),
                new PgReports(vertx, store.store()),
                timing -> new SealedTokens(timing, new PgKeyLedger(store.store()), CONFIG.tokens(), new SecureRandom()),
                store.metrics().gates(),
                "test",
                Clock.systemUTC())));
    }

    /** Stops the gate; the node goes on. */
    void shut() {
        await(vertx.undeploy(gate));
    }

    Future<GateReport> await7(long version) {
        return client.awaitTargets(List.of(order(version)), PATIENT);
    }

    int report(String json) {
        return await(client.report(Buffer.buffer(json.replace('\'', '"'))));
    }

    static SystemTarget order(long version) {
        return new SystemTarget.Applied("search", null, "Order:7", version);
    }

    static Written written(String answer) {
        return new Written(null, "Order", Buffer.buffer("{}"), Buffer.buffer(answer.replace('\'', '"')));
    }

    @Override
    public void close() {
        store.close();
    }
}
