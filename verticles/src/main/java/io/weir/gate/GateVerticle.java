package io.weir.gate;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusAddress;
import io.weir.bus.SystemsAdvanced;
import io.weir.cluster.Peers;
import io.weir.config.ConsistencyConfig;
import io.weir.flow.Timing;
import io.weir.flow.VertxTiming;
import io.weir.gate.ledger.ReportLedger;
import io.weir.gate.participant.Participant;
import io.weir.gate.token.Tokens;
import io.weir.telemetry.GateMeters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Runs a node's gate on one event loop. */
public final class GateVerticle extends VerticleBase {

    private final Peers peers;
    private final ConsistencyConfig config;
    private final Set<String> providers;
    private final ReportLedger ledger;
    private final Function<Timing, Tokens> tokens;
    private final GateMeters meters;
    private final String version;
    private final Clock clock;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    /** What goes on by itself until it is stopped, in the order in which it is. */
    private final List<Runnable> endings = new ArrayList<>();

    private Map<String, Participant> participants = Map.of();

    /**
     * Makes the verticle.
     *
     * @param peers who may be asked for the log's end
     * @param providers the names of all providers
     * @param tokens makes what opens and seals tokens, on the verticle's event loop
     * @param version of this server, for systems that are asked
     */
    public GateVerticle(
            Peers peers,
            ConsistencyConfig config,
            Set<String> providers,
            ReportLedger ledger,
            Function<Timing, Tokens> tokens,
            GateMeters meters,
            String version,
            Clock clock) {
        this.peers = peers;
        this.config = config;
        this.providers = providers;
        this.ledger = ledger;
        this.tokens = tokens;
        this.meters = meters;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        Timing timing = new VertxTiming(vertx, clock);
        LogEnds log = new LogEnds(bus, peers);
        ReportWaits waits = new ReportWaits(ledger, timing);
        participants = new Participants(vertx, timing, waits, log, providers, version).of(config.systems());
        Gate gate = new Gate(participants, tokens.apply(timing), log, timing, meters, config.waiters());
        ReportDesk desk = new ReportDesk(
                config.systems(), ledger, log, meters, advanced -> bus.publish(BusAddress.SYSTEMS_ADVANCED, advanced));
        PublicReports reports = new PublicReports(desk, timing);
        ReportSweep sweep = new ReportSweep(ledger, config.retention(), timing);
        sweep.start();
        endings.addAll(List.of(gate::stop, waits::stop, reports::stop, sweep::stop));
        consumers.add(bus.<SystemsAdvanced>consumer(
                BusAddress.SYSTEMS_ADVANCED,
                message -> waits.onAdvanced(message.body().advances())));
        consumers.add(reports.serve(bus));
        consumers.add(new GateEndpoint(gate, desk).serve(bus));
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList());
    }

    /** Whoever waits is let go once nobody comes here any more, so that it goes on at another gate. */
    @Override
    public Future<?> stop() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .eventually(() -> {
                    endings.forEach(Runnable::run);
                    return Future.join(participants.values().stream()
                            .map(Participant::close)
                            .toList());
                });
    }
}
