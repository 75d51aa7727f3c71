package io.weir.gate;

import io.vertx.core.Vertx;
import io.weir.config.LogConfig;
import io.weir.config.SystemConfig;
import io.weir.config.WeirConfig;
import io.weir.flow.Timing;
import io.weir.gate.lsn.LsnParticipant;
import io.weir.gate.participant.Participant;
import io.weir.gate.probe.ProbeParticipant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The systems of a configuration, each by its way to say how far it is. */
final class Participants {

    private final Vertx vertx;
    private final Timing timing;
    private final ReportWaits waits;
    private final LogEnds log;
    private final Set<String> providers;
    private final String version;

    /**
     * Makes participants of one event loop.
     *
     * @param providers the names of all providers
     * @param version of this server, for those that are asked
     */
    Participants(Vertx vertx, Timing timing, ReportWaits waits, LogEnds log, Set<String> providers, String version) {
        this.vertx = vertx;
        this.timing = timing;
        this.waits = waits;
        this.log = log;
        this.providers = providers;
        this.version = version;
    }

    /** One for each system, by its name. */
    Map<String, Participant> of(Map<String, SystemConfig> systems) {
        Map<String, Participant> participants = new LinkedHashMap<>();
        systems.forEach((name, system) -> participants.put(name, of(name, system)));
        return participants;
    }

    private Participant of(String name, SystemConfig system) {
        if (system instanceof SystemConfig.Ack ack) {
            return new AckParticipant(name, new ChangedKey(ack), waits);
        }
        if (system instanceof SystemConfig.Probe probe) {
            return new ProbeParticipant(vertx, timing, name, probe, version);
        }
        if (system instanceof SystemConfig.Log read) {
            return new LogParticipant(name, topics(read), log, waits);
        }
        return new LsnParticipant(vertx, timing, name, (SystemConfig.Lsn) system);
    }

    /** Patterns even for the whole log: its end may be behind the last event, and nobody reports that place. */
    private List<String> topics(SystemConfig.Log system) {
        List<String> topics = new ArrayList<>();
        if (system.topics().isEmpty()) {
            providers.forEach(provider -> topics.add(pattern(provider, "#")));
        }
        for (LogConfig.LogTopic topic : system.topics()) {
            topics.add(pattern(topic.provider(), topic.topic()));
        }
        return topics;
    }

    private static String pattern(String provider, String topic) {
        return provider.equals(WeirConfig.DEFAULT_PROVIDER) ? topic : provider + ":" + topic;
    }
}
