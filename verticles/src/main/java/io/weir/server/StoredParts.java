package io.weir.server;

import io.vertx.core.Vertx;
import io.weir.action.ActionVerticle;
import io.weir.action.Neighbours;
import io.weir.action.handler.Handlers;
import io.weir.action.handler.OutboundHandlers;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.PgLedger;
import io.weir.bus.BusAddress;
import io.weir.bus.ModelsWritten;
import io.weir.cluster.Peers;
import io.weir.config.WeirConfig;
import io.weir.delivery.DeliveryVerticle;
import io.weir.delivery.ledger.DeliveryLedger;
import io.weir.delivery.ledger.PgDeliveries;
import io.weir.delivery.shape.DocumentShaper;
import io.weir.delivery.target.TargetCourier;
import io.weir.execution.CurrentOperations;
import io.weir.gate.GateVerticle;
import io.weir.gate.ledger.KeyLedger;
import io.weir.gate.ledger.PgKeyLedger;
import io.weir.gate.ledger.PgReports;
import io.weir.gate.ledger.ReportLedger;
import io.weir.gate.token.SealedTokens;
import io.weir.log.LogVerticle;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.PgLog;
import io.weir.model.timeout.TimeoutVerticle;
import io.weir.model.write.PgWrites;
import io.weir.source.BusTopicClient;
import io.weir.source.GateClient;
import io.weir.store.Store;
import io.weir.telemetry.Metrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes what keeps something in the store. */
final class StoredParts {

    private final WeirConfig config;
    private final Providers providers;
    private final Vertx vertx;
    private final Peers peers;
    private final Store store;
    private final ServedGraph serving;
    private final BusTopicClient topics;
    private final GateClient gateClient;
    private final Metrics metrics;

    StoredParts(
            WeirConfig config,
            Vertx vertx,
            Peers peers,
            Store store,
            ServedGraph serving,
            BusTopicClient topics,
            GateClient gateClient,
            Metrics metrics) {
        this.config = config;
        this.providers = Providers.of(config);
        this.vertx = vertx;
        this.peers = peers;
        this.store = store;
        this.serving = serving;
        this.topics = topics;
        this.gateClient = gateClient;
        this.metrics = metrics;
    }

    List<Steps.Part> logs(int shards, boolean delivers) {
        LogLedger ledger = new PgLog(store);
        List<String> receivers = new ArrayList<>();
        IntStream.range(0, shards).mapToObj(BusAddress::triggerLog).forEach(receivers::add);
        if (delivers) {
            receivers.add(BusAddress.DELIVERY_LOG);
        }
        return List.of(() -> new LogVerticle(
                peers,
                config.log(),
                ledger,
                serving::log,
                providers.bus(),
                providers.bridged().keySet(),
                receivers,
                metrics));
    }

    List<Steps.Part> gates() {
        ReportLedger reports = new PgReports(vertx, store);
        KeyLedger keys = new PgKeyLedger(store);
        return List.of(() -> new GateVerticle(
                peers,
                config.consistency(),
                providers.all(),
                reports,
                timing -> new SealedTokens(timing, keys, config.consistency().tokens(), new SecureRandom()),
                metrics.gates(),
                Version.current(),
                Clock.systemUTC()));
    }

    List<Steps.Part> runners() {
        Ledger ledger = new PgLedger(vertx, store);
        Handlers handlers = OutboundHandlers.of(vertx, config.actions(), topics, Version.current());
        return List.of(() -> new ActionVerticle(
                serving::actions,
                Optional.of(ledger),
                new Neighbours(handlers, gateClient, serving.mutationEvents()),
                config.actions(),
                config.consistency(),
                metrics,
                UUID.randomUUID().toString(),
                Clock.systemUTC(),
                new Random()));
    }

    List<Steps.Part> timeouts() {
        return List.of(() -> new TimeoutVerticle(
                serving::models, models -> new PgWrites(vertx, store, models, this::tellOfWrites), store, metrics));
    }

    private void tellOfWrites() {
        vertx.eventBus().publish(BusAddress.MODELS_WRITTEN, new ModelsWritten());
    }

    List<Steps.Part> deliveries() {
        DeliveryLedger ledger = new PgDeliveries(vertx, store);
        CurrentOperations operations = serving.operations();
        return List.of(() -> new DeliveryVerticle(
                peers,
                serving::deliveries,
                ledger,
                new DocumentShaper(operations),
                TargetCourier.of(vertx, config.actions(), topics, operations, Version.current()),
                config.actions(),
                metrics,
                UUID.randomUUID().toString(),
                Clock.systemUTC(),
                new Random()));
    }
}
