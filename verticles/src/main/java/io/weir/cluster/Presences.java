package io.weir.cluster;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.ProviderState;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a cluster by what each says of itself: what it said last counts, until it says that it leaves, is lost, or
 * has been silent for too long. Thread-safe.
 */
public final class Presences implements Peers {

    private static final Logger LOG = LoggerFactory.getLogger(Presences.class);

    private final String self;
    private final int minimum;
    private final long lostAfterNanos;
    private final LongSupplier nanos;
    private final Map<String, NodePresence> said = new HashMap<>();
    /** When each of the others was heard last. */
    private final Map<String, Long> heard = new HashMap<>();

    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private volatile Members members;

    /**
     * Knows this node alone.
     *
     * @param own what it says of itself
     * @param minimum how many nodes there must be, this one included
     * @param lostAfter how long another may be silent
     * @param nanos tells how time goes by, as {@link System#nanoTime} does
     */
    public Presences(NodePresence own, int minimum, Duration lostAfter, LongSupplier nanos) {
        this.self = own.node();
        this.minimum = minimum;
        this.lostAfterNanos = lostAfter.toNanos();
        this.nanos = nanos;
        said.put(self, own);
        this.members = snapshot();
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Duration lostAfter() {
        return Duration.ofNanos(lostAfterNanos);
    }

    @Override
    public Members members() {
        return members;
    }

    @Override
    public Runnable follow(Consumer<Members> listener) {
        Follower follower = new Follower(Vertx.currentContext(), listener);
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** What this node says of itself. */
    public synchronized NodePresence own() {
        return Objects.requireNonNull(said.get(self));
    }

    /** This node has something else to say of itself. */
    public synchronized void say(NodePresence own) {
        said.put(self, own);
        refresh();
    }

    /**
     * Another node has spoken.
     *
     * @return whether it was not known, and so may not know this one
     */
    public synchronized boolean hear(NodePresence word) {
        if (word.node().equals(self)) {
            return false;
        }
        if (word.phase() == Phase.LEFT) {
            drop(word.node());
            return false;
        }
        heard.put(word.node(), nanos.getAsLong());
        NodePresence before = said.put(word.node(), word);
        if (!word.equals(before)) {
            refresh();
        }
        return before == null;
    }

    /** A bridge has lost its broker or found it; of a node that is not known it says nothing. */
    public synchronized void hear(ProviderState state) {
        NodePresence before = said.get(state.node());
        if (before == null) {
            return;
        }
        Set<String> providers = new HashSet<>(before.providers());
        boolean changed = state.connected() ? providers.add(state.provider()) : providers.remove(state.provider());
        if (changed) {
            said.put(state.node(), before.with(providers));
            refresh();
        }
    }

    /** A node is gone. */
    public synchronized void drop(String node) {
        NodePresence last = node.equals(self) ? null : said.remove(node);
        if (last != null) {
            heard.remove(node);
            LOG.atInfo()
                    .addKeyValue(LogKey.NODE, last.name())
                    .addKeyValue(LogKey.NODE_ID, node)
                    .log("a node is gone");
            refresh();
        }
    }

    /** Gives up who has been silent for too long. */
    public synchronized void dropSilent() {
        long now = nanos.getAsLong();
        List<String> silent = heard.entrySet().stream()
                .filter(last -> now - last.getValue() > lostAfterNanos)
                .map(Map.Entry::getKey)
                .toList();
        silent.forEach(this::drop);
    }

    /** How long the most silent of the others has not been heard, in milliseconds. */
    public synchronized int silence() {
        long now = nanos.getAsLong();
        return (int) heard.values().stream()
                .mapToLong(last -> TimeUnit.NANOSECONDS.toMillis(now - last))
                .max()
                .orElse(0);
    }

    /** Believes nothing any more that others have said: this node was away for so long that they have given it up. */
    public synchronized void doubt() {
        List.copyOf(heard.keySet()).forEach(this::drop);
    }

    private void refresh() {
        Members now = snapshot();
        if (!now.equals(members)) {
            members = now;
            followers.forEach(follower -> follower.tell(this));
        }
    }

    private Members snapshot() {
        return new Members(self, said, said.size() < minimum);
    }

    /** Who is told, and where; the newest counts, however late it comes to it. */
    private record Follower(@Nullable Context context, Consumer<Members> listener) {

        void tell(Presences peers) {
            if (context == null) {
                listener.accept(peers.members());
            } else {
                context.runOnContext(now -> listener.accept(peers.members()));
            }
        }
    }
}
