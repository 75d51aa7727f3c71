package io.weir.bridge;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls to the broker may block: one each for what must not wait for the other. Tasks of one
 * thread run in the order they were given. An idle thread ends by itself, so that there is nothing to close, and a link
 * that comes about while its bridge ends still finds the thread that closes it.
 */
public final class BrokerThreads {

    private static final long IDLE_SECONDS = 10;

    private final String provider;
    private final Executor topology;
    private final Executor acks;
    private final Executor publishing;
    private final Executor log;
    private final Executor reports;

    /** Threads that bear the provider's name. */
    public BrokerThreads(String provider) {
        this.provider = provider;
        this.topology = single("topology");
        this.acks = single("acks");
        this.publishing = single("publishing");
        this.log = single("log");
        this.reports = single("reports");
    }

    /** Connecting, declaring, binding, closing. */
    public Executor topology() {
        return topology;
    }

    /** Acknowledging deliveries. */
    public Executor acks() {
        return acks;
    }

    /** Writing events and requests. */
    public Executor publishing() {
        return publishing;
    }

    /** Everything about the queue of the log, which may have no leader for a while, and then answers nothing. */
    public Executor log() {
        return log;
    }

    /** The same for the queue of what systems report. */
    public Executor reports() {
        return reports;
    }

    /** For the client library's own threads. None of them keeps the JVM alive. */
    public ThreadFactory named(String purpose) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "weir-%s-%s-%d".formatted(provider, purpose, count.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }

    private Executor single(String purpose) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(purpose));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
