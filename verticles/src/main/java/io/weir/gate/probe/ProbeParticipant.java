package io.weir.gate.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.weir.bus.SystemTarget;
import io.weir.config.SystemConfig;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import io.weir.outbound.Destination;
import io.weir.outbound.Dialer;
import io.weir.outbound.Resolver;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A system that is asked over HTTP whether it shows a write. Equal targets are asked for by one {@link ProbeLoop}; so many
 * questions as the configuration says are under way at once. Belongs to one event loop.
 */
public final class ProbeParticipant implements Participant {

    /** How much longer than the first pause the longest is. */
    private static final int SLOWEST = 20;

    private final String system;
    private final SystemConfig.Probe config;
    private final Probe probe;
    private final Dialer dialer;
    private final Timing timing;
    private final String userAgent;
    private final RandomGenerator random = new Random();
    private final Places places;
    private final Map<List<String>, ProbeLoop> loops = new HashMap<>();

    /**
     * Asks a system.
     *
     * @param system its name in the configuration
     * @param version of this server, which the system is told
     */
    public ProbeParticipant(Vertx vertx, Timing timing, String system, SystemConfig.Probe config, String version) {
        this(vertx, timing, system, config, version, InetAddress::getAllByName);
    }

    ProbeParticipant(
            Vertx vertx, Timing timing, String system, SystemConfig.Probe config, String version, Resolver resolver) {
        this.system = system;
        this.config = config;
        this.probe = new Probe(config);
        this.dialer = new Dialer(vertx, new HttpClientOptions(), config.answer(), config.concurrency(), resolver);
        this.timing = timing;
        this.userAgent = "Weir/" + version;
        this.places = new Places(config.concurrency());
    }

    @Override
    public Future<SystemTarget> find(Write write) {
        try {
            return Future.succeededFuture(new SystemTarget.Answered(system, probe.values(write)));
        } catch (UnreachableException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public void watch(SystemTarget target, Wait wait) {
        if (!(target instanceof SystemTarget.Answered answered)) {
            wait.never();
            return;
        }
        try {
            loops.computeIfAbsent(answered.values(), this::loop).add(wait);
        } catch (UnreachableException e) {
            wait.never();
        }
    }

    private ProbeLoop loop(List<String> values) {
        Probe.Filled filled = probe.filled(values);
        Destination to = new Destination(HttpMethod.GET, probe.origin(), filled.target(), config.answer());
        Supplier<Future<Answer>> question = () -> new Question(dialer, to, userAgent).ask(timing, config.answer());
        return new ProbeLoop(
                question,
                filled.expected(),
                places,
                timing,
                new BackOff(config.every(), config.every().multipliedBy(SLOWEST), random),
                () -> loops.remove(values));
    }

    @Override
    public Future<Void> close() {
        return dialer.close();
    }
}
