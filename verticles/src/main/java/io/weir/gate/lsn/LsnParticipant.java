package io.weir.gate.lsn;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bus.SystemTarget;
import io.weir.bus.SystemTarget.Replayed;
import io.weir.config.PoolConfig;
import io.weir.config.SystemConfig;
import io.weir.flow.Timing;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import io.weir.store.Batched;
import io.weir.store.RemoteServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * A replica of the PostgreSQL server that handlers write to. What it must have replayed is the end of the primary's log
 * after the write; writes of one moment share a question to the primary, which begins after each of them. Belongs to one
 * event loop.
 */
public final class LsnParticipant implements Participant {

    /** One question at a time, and one for the flush. */
    private static final PoolConfig CONNECTIONS =
            new PoolConfig(2, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private static final int LARGEST = 1_000;

    /** How long the last records may wait for somebody's commit before we make one. */
    private static final Duration DANGLING = Duration.ofMillis(100);

    private final String system;
    private final Primary primary;
    private final Replica replica;
    private final Timing timing;
    private final ReplicaWatch watch;
    private final Batched<Write, SystemTarget> targets;
    /** Where the log ended when it was not flushed; 0 when nobody waits for that. */
    private long dangling;

    /**
     * A replica of the configuration.
     *
     * @param system its name there
     */
    public LsnParticipant(Vertx vertx, Timing timing, String system, SystemConfig.Lsn config) {
        this(
                vertx,
                timing,
                system,
                config.every(),
                new PgPrimary(new RemoteServer(vertx, config.primary(), CONNECTIONS, "the primary of " + system)),
                new PgReplica(
                        new RemoteServer(vertx, config.replica(), CONNECTIONS, "the replica " + system),
                        "the replica " + system));
    }

    LsnParticipant(Vertx vertx, Timing timing, String system, Duration every, Primary primary, Replica replica) {
        this.system = system;
        this.primary = primary;
        this.replica = replica;
        this.timing = timing;
        this.watch = new ReplicaWatch(replica, every, timing);
        this.targets = new Batched<>(vertx, LARGEST, writes -> primary.end().map(end -> targets(writes, end)));
    }

    @Override
    public Future<SystemTarget> find(Write write) {
        return targets.add(write);
    }

    private List<SystemTarget> targets(List<Write> writes, WalEnd end) {
        if (end.dangles()) {
            flushLater(end.inserted());
        }
        return Collections.nCopies(writes.size(), new Replayed(system, end.cluster(), end.timeline(), end.inserted()));
    }

    private void flushLater(long lsn) {
        boolean begun = dangling != 0;
        dangling = lsn;
        if (!begun) {
            timing.after(DANGLING, () -> {
                primary.flush(dangling);
                dangling = 0;
            });
        }
    }

    @Override
    public void watch(SystemTarget target, Wait wait) {
        if (target instanceof Replayed replayed) {
            watch.add(replayed, wait);
        } else {
            wait.never();
        }
    }

    @Override
    public boolean shows(SystemTarget target) {
        return target instanceof Replayed replayed && watch.shows(replayed);
    }

    @Override
    public Future<Void> close() {
        return Future.join(primary.close(), replica.close()).mapEmpty();
    }
}
