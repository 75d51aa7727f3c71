package io.weir.cluster;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.bus.BusAddress;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.ProviderState;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what this node does, and hears what the others do: every two seconds, when it changes, and soon after another node
 * has come. One for each node of a cluster.
 */
public final class PresenceVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(PresenceVerticle.class);
    private static final long BEAT_MILLIS = 2_000;

    private static final long LAST_WORD_SECONDS = 1;

    /** Nodes that answer a new one do not all do so at once. */
    private static final int ANSWER_MILLIS = 100;

    private final Presences presences;
    private final Duration lostAfter;
    private final long beatMillis;
    private long beatenAt = System.nanoTime();
    private boolean answering;
    private NodePresence announced;

    /**
     * Keeps what this node sees of others.
     *
     * @param lostAfter after how long they give up a silent node
     */
    public PresenceVerticle(Presences presences, Duration lostAfter) {
        this.presences = presences;
        this.lostAfter = lostAfter;
        this.beatMillis = Math.min(BEAT_MILLIS, lostAfter.toMillis() / 4);
        this.announced = presences.own();
    }

    @Override
    public Future<?> start() {
        presences.follow(members -> announceChange());
        Future<Void> words = vertx.eventBus()
                .<NodePresence>consumer(BusAddress.PRESENCE, message -> onPresence(message.body()))
                .completion();
        Future<Void> states = vertx.eventBus()
                .<ProviderState>consumer(BusAddress.PROVIDER_STATE, message -> presences.hear(message.body()))
                .completion();
        return Future.all(words, states).onSuccess(listening -> {
            announce();
            beatLater();
        });
    }

    /** Says that this node is gone, so that nobody waits for it. */
    @Override
    public Future<?> stop() {
        presences.say(presences.own().with(Phase.LEFT));
        return vertx.eventBus()
                .<NodePresence>publisher(BusAddress.PRESENCE)
                .write(presences.own())
                .timeout(LAST_WORD_SECONDS, TimeUnit.SECONDS)
                .otherwiseEmpty();
    }

    private void onPresence(NodePresence word) {
        if (presences.hear(word)) {
            LOG.atInfo()
                    .addKeyValue(LogKey.NODE, word.name())
                    .addKeyValue(LogKey.NODE_ID, word.node())
                    .log("a node is there");
            warnOfVersions(word);
            answer();
        }
    }

    private void warnOfVersions(NodePresence word) {
        Map<String, String> differences = Formats.differences(presences.own(), word);
        if (!differences.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKey.NODE, word.name())
                    .addKeyValue(LogKey.VERSIONS, differences)
                    .log(
                            "a node has messages in other versions; neither asks the other for what needs them: run nodes of"
                                    + " one release");
        }
    }

    private void answer() {
        if (!answering) {
            answering = true;
            vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(ANSWER_MILLIS), due -> {
                answering = false;
                announce();
            });
        }
    }

    private void announceChange() {
        if (!presences.own().equals(announced)) {
            announce();
        }
    }

    private void announce() {
        announced = presences.own();
        vertx.eventBus().publish(BusAddress.PRESENCE, announced);
    }

    private void beatLater() {
        long jitter = ThreadLocalRandom.current().nextLong(beatMillis / 4);
        vertx.setTimer(beatMillis - jitter, due -> beat());
    }

    private void beat() {
        long now = System.nanoTime();
        long asleep = now - beatenAt;
        beatenAt = now;
        if (asleep > lostAfter.toNanos()) {
            LOG.atWarn()
                    .addKeyValue(LogKey.MILLIS, TimeUnit.NANOSECONDS.toMillis(asleep))
                    .log(
                            "this node did not run for so long that the others have given it up; it asks anew who is there");
            presences.doubt();
        }
        presences.dropSilent();
        announce();
        beatLater();
    }
}
