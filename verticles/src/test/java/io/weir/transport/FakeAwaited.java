package io.weir.transport;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.execution.Prepared;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A wait that begins and ends when the test says so. */
public final class FakeAwaited implements Prepared.Awaited {

    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Waiting> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Waiting> left = new LinkedBlockingQueue<>();

    private final Vertx vertx;

    FakeAwaited(Vertx vertx) {
        this.vertx = vertx;
    }

    private record Waiting(Listener listener, Context context) {}

    @Override
    public Runnable begin(Listener listener) {
        Waiting one = new Waiting(listener, vertx.getOrCreateContext());
        waiting.add(one);
        begun.add(one);
        return () -> {
            if (waiting.remove(one)) {
                left.add(one);
            }
        };
    }

    /** The next who waits is told that the wait has begun. */
    public void live() throws InterruptedException {
        Waiting one = begun.poll(20, TimeUnit.SECONDS);
        one.context.runOnContext(turn -> one.listener.onLive());
    }

    /** The next who waits is told that there is nothing to wait for. */
    public void refuse(String errors) throws InterruptedException {
        Waiting one = begun.poll(20, TimeUnit.SECONDS);
        waiting.remove(one);
        one.context.runOnContext(turn -> one.listener.onRefused(Buffer.buffer(errors)));
    }

    /** Everyone who waits gets the response. */
    public void respond(String response) {
        waiting.forEach(one -> one.context.runOnContext(turn -> {
            if (waiting.remove(one)) {
                one.listener.onResponse(Buffer.buffer(response));
            }
        }));
    }

    /** Returns once someone has given up. */
    public void left() throws InterruptedException {
        if (left.poll(20, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no one gave up");
        }
    }

    /** How many wait. */
    public int waits() {
        return waiting.size();
    }
}
