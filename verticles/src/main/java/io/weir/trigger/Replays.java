package io.weir.trigger;

import io.weir.bus.EventCursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The histories that are being read for subscribers of one shard: one for all who want the same from the same place, and
 * few at a time; the others wait for their turn. Belongs to one event loop.
 */
final class Replays implements Replay.Listener {

    /** How many are under way at once: each may hold a page, and ask subgraphs. */
    static final int AT_ONCE = 16;

    private final Shard shard;
    private final Map<Key, Replay> replays = new HashMap<>();
    private final Map<Replay, Key> keys = new HashMap<>();
    private final Deque<Replay> waiting = new ArrayDeque<>();
    private final Set<Replay> underWay = new HashSet<>();

    Replays(Shard shard) {
        this.shard = shard;
    }

    /** Equal for subscribers who get the same. */
    private record Key(TopicKey topic, Object stream, EventCursor from) {}

    /** Answers a subscriber with what it missed since this place, and takes it into its group if that was all. */
    void join(Trigger trigger, Planned planned, EventCursor cursor, Joiner joiner) {
        Key key = new Key(trigger.key(), planned.key(), cursor);
        Replay replay = replays.get(key);
        if (replay != null) {
            replay.add(joiner);
            return;
        }
        replay = new Replay(shard, trigger, planned, cursor, this);
        replay.add(joiner);
        replays.put(key, replay);
        keys.put(replay, key);
        waiting.add(replay);
        beginDue();
    }

    /** A subscriber waits no longer for its answer; false when it waited for none. */
    boolean leave(Subscription subscription) {
        Optional<Replay> awaited = keys.keySet().stream()
                .filter(replay -> replay.awaitedBy(subscription))
                .findFirst();
        awaited.ifPresent(replay -> replay.remove(subscription));
        return awaited.isPresent();
    }

    @Override
    public void onStill(Replay replay, EventCursor place) {
        Key old = keys.get(replay);
        if (old != null && replays.remove(old, replay)) {
            Key key = new Key(old.topic(), old.stream(), place);
            replays.put(key, replay);
            keys.put(replay, key);
        }
    }

    @Override
    public void onEnd(Replay replay) {
        replays.remove(keys.remove(replay), replay);
        waiting.remove(replay);
        if (underWay.remove(replay)) {
            beginDue();
        }
    }

    private void beginDue() {
        while (underWay.size() < AT_ONCE && !waiting.isEmpty()) {
            Replay next = waiting.remove();
            underWay.add(next);
            next.begin();
        }
    }
}
