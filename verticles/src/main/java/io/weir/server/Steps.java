package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.weir.telemetry.LogKey;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs: started step by step, and stopped in reverse. Thread-safe. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final Vertx vertx;
    /** By the step that started it; the last step first. */
    private final Deque<List<String>> started = new ConcurrentLinkedDeque<>();

    Steps(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Makes a part on its own event loop. */
    interface Part {
        VerticleBase make();
    }

    /** Starts the parts of one step, one after another. */
    Future<Void> start(List<Part> parts) {
        List<String> step = new CopyOnWriteArrayList<>();
        started.push(step);
        Future<Void> all = Future.succeededFuture();
        for (Part part : parts) {
            all = all.compose(before ->
                    vertx.deployVerticle(part.make()).onSuccess(step::add).mapEmpty());
        }
        return all;
    }

    /** Starts each part as a step of its own, so that they are stopped in reverse too. */
    Future<Void> startInOrder(List<Part> parts) {
        Future<Void> all = Future.succeededFuture();
        for (Part part : parts) {
            all = all.compose(before -> start(List.of(part)));
        }
        return all;
    }

    /**
     * Stops everything, the last step first, the parts of a step at once: clients that leave one transport must not come
     * back to its neighbour. One failure does not keep the rest from stopping.
     */
    Future<Void> stop() {
        Future<Void> stopped = Future.succeededFuture();
        while (!started.isEmpty()) {
            List<String> step = started.pop();
            stopped = stopped.eventually(
                    () -> Future.join(step.stream().map(this::stop).toList()));
        }
        return stopped;
    }

    private Future<Void> stop(String part) {
        return vertx.undeploy(part)
                .onFailure(failure ->
                        LOG.atWarn().addKeyValue(LogKey.CAUSE, failure).log("a part of the node did not stop cleanly"));
    }
}
