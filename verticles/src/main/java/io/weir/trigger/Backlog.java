package io.weir.trigger;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** What is under way in the pipelines of one shard. Belongs to one event loop. */
final class Backlog {

    private final LongAdder pending;
    private final Set<Pipeline> busy = new HashSet<>();

    /** Counts in {@code pending}, which other shards share. */
    Backlog(LongAdder pending) {
        this.pending = pending;
    }

    /** An event waits in this pipeline for its completion or its turn. */
    void entered(Pipeline pipeline) {
        pending.increment();
        busy.add(pipeline);
    }

    /** An event that waited was delivered, or never will be. */
    void left(Pipeline pipeline) {
        pending.decrement();
        if (pipeline.idle()) {
            busy.remove(pipeline);
        }
    }

    /** Completes once every event so far has been delivered, or never will be. */
    Future<Void> delivered() {
        return delivered(pipeline -> true);
    }

    /** The same, of the sources that are held back. */
    Future<Void> deliveredOfHeldBack() {
        return delivered(Pipeline::heldBack);
    }

    private Future<Void> delivered(Predicate<Pipeline> of) {
        return busy.isEmpty()
                ? Future.succeededFuture()
                : Future.all(busy.stream().filter(of).map(Pipeline::delivered).toList())
                        .mapEmpty();
    }
}
