package io.weir.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/**
 * What other nodes have on this one: their subscribers' places at its triggers, their triggers' topics at its bridges. A
 * node that drains waits until nothing is left, so that all have opened elsewhere before it closes. Thread-safe.
 */
public final class Guests {

    private final List<IntSupplier> hosts = new CopyOnWriteArrayList<>();

    /**
     * Counts what a part of this node has of others, from now on.
     *
     * @param guests how many there are; asked from any thread
     * @return ends it
     */
    public Runnable count(IntSupplier guests) {
        hosts.add(guests);
        return () -> hosts.remove(guests);
    }

    /** How many there are now. */
    public int now() {
        return hosts.stream().mapToInt(IntSupplier::getAsInt).sum();
    }
}
