package io.weir.bridge;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs the client library's consumer callbacks on the thread that read them from the socket, which saves each delivery a
 * change of threads. Only for callbacks that neither block nor call the broker: all of ours just pass things on.
 */
public final class OnReader extends AbstractExecutorService {

    @Override
    public void execute(Runnable callback) {
        callback.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
