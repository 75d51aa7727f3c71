package io.weir.source;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.ActionReport;
import java.time.Duration;
import java.util.Optional;

/** One wait. What it says, it says on the context of whoever waits, where giving up is therefore final. */
final class ActionWait implements ActionClient.Wait {

    private final String id;
    private final String owner;
    private final Context context;
    private final ActionWaits waits;
    private final Promise<ActionReport> begun = Promise.promise();
    private final Promise<ActionReport> ended = Promise.promise();
    private volatile boolean cancelled;

    ActionWait(String id, String owner, Context context, ActionWaits waits) {
        this.id = id;
        this.owner = owner;
        this.context = context;
        this.waits = waits;
    }

    String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    @Override
    public Future<ActionReport> begun() {
        return begun.future();
    }

    @Override
    public Future<ActionReport> ended() {
        return ended.future();
    }

    @Override
    public Future<Optional<ActionReport>> endedWithin(Duration patience) {
        Promise<Optional<ActionReport>> within = Promise.promise();
        Vertx vertx = context.owner();
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> {
            cancel();
            within.tryComplete(Optional.empty());
        });
        ended().onComplete(end -> {
            vertx.cancelTimer(timer);
            if (end.succeeded()) {
                within.tryComplete(Optional.of(end.result()));
            } else {
                within.tryFail(end.cause());
            }
        });
        return within.future();
    }

    @Override
    public void cancel() {
        cancelled = true;
        waits.remove(this);
    }

    /** The action exists. */
    void begin(ActionReport report) {
        later(() -> begun.tryComplete(report));
    }

    /** The action has ended; called once at most. */
    void end(ActionReport report) {
        later(() -> {
            begun.tryComplete(report);
            ended.tryComplete(report);
        });
    }

    /** There is nothing to wait for. */
    void fail(Throwable cause) {
        later(() -> {
            begun.tryFail(cause);
            ended.tryFail(cause);
        });
    }

    private void later(Runnable word) {
        context.runOnContext(turn -> {
            if (!cancelled) {
                word.run();
            }
        });
    }
}
