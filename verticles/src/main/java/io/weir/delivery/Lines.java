package io.weir.delivery;

import io.weir.delivery.ledger.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one subscription that have not ended, in a line for each key: only the first of a line may be under way,
 * and lines whose first is due take turns. Belongs to one event loop.
 */
final class Lines {

    private final Map<String, Line> byKey = new HashMap<>();
    private final Deque<Line> ready = new ArrayDeque<>();
    private final PriorityQueue<Line> asleep = new PriorityQueue<>(Comparator.comparingLong((Line line) -> line.wakes));
    private int size;

    private record Place(Waiting waiting, long due) {}

    /** The deliveries of one key. */
    private static final class Line {

        private final Deque<Place> places = new ArrayDeque<>();
        /** Nothing goes before this. */
        private long heldUntil = Long.MIN_VALUE;

        private long wakes;
        private boolean running;
    }

    /** How many there are, those under way included. */
    int size() {
        return size;
    }

    /** A delivery comes last in its line. */
    void add(Waiting waiting, long now) {
        Line line = byKey.computeIfAbsent(waiting.key(), key -> new Line());
        line.places.addLast(new Place(waiting, now + waiting.pause().toNanos()));
        size++;
        if (line.places.size() == 1) {
            queue(line, now);
        }
    }

    /** A delivery is under way already: it stands before all others of its line. */
    void addRunning(Waiting waiting, long now) {
        Line line = byKey.computeIfAbsent(waiting.key(), key -> new Line());
        line.running = true;
        line.places.addFirst(new Place(waiting, now));
        size++;
    }

    /** One that is due now, which is under way from now on; null when none is. */
    @Nullable
    Waiting next(long now) {
        while (!asleep.isEmpty() && asleep.element().wakes - now <= 0) {
            ready.addLast(asleep.remove());
        }
        Line line = ready.pollFirst();
        if (line == null) {
            return null;
        }
        line.running = true;
        return line.places.element().waiting();
    }

    /** When one will be due at the earliest; null when none sleeps. */
    @Nullable
    Long wakes() {
        return asleep.isEmpty() ? null : asleep.element().wakes;
    }

    /** One that was under way goes on after its pause, before those behind it. */
    void again(Waiting waiting, long now) {
        Line line = running(waiting);
        line.places.removeFirst();
        line.places.addFirst(new Place(waiting, now + waiting.pause().toNanos()));
        queue(line, now);
    }

    /** One that was under way has ended; what is behind it is held back for so long. */
    void done(Waiting waiting, Duration held, long now) {
        Line line = running(waiting);
        line.places.removeFirst();
        size--;
        line.heldUntil = held.isZero() ? Long.MIN_VALUE : now + held.toNanos();
        if (line.places.isEmpty() && held.isZero()) {
            line.running = false;
            byKey.remove(waiting.key());
        } else {
            queue(line, now);
        }
    }

    /** Keys that nothing holds back any more, and that have nothing, are forgotten. */
    void prune(long now) {
        byKey.values().removeIf(line -> !line.running && line.places.isEmpty() && line.heldUntil - now <= 0);
    }

    /** All are forgotten. */
    void clear() {
        byKey.clear();
        ready.clear();
        asleep.clear();
        size = 0;
    }

    private Line running(Waiting waiting) {
        Line line = byKey.get(waiting.key());
        if (line == null
                || !line.running
                || !line.places.element().waiting().id().equals(waiting.id())) {
            throw new IllegalStateException("not under way: " + waiting);
        }
        return line;
    }

    private void queue(Line line, long now) {
        line.running = false;
        if (line.places.isEmpty()) {
            return; // held back, should more come
        }
        long due = line.places.element().due();
        line.wakes = line.heldUntil == Long.MIN_VALUE ? due : Math.max(due, line.heldUntil);
        if (line.wakes - now <= 0) {
            ready.addLast(line);
        } else {
            asleep.add(line);
        }
    }
}
