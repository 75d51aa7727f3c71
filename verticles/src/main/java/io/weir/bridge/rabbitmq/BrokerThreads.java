package io.weir.bridge.rabbitmq;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls to the broker may block: one each for what must not wait for the other. Tasks of one
 * thread run in the order they were given.
 */
final class BrokerThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 60;

    /** What a link still wants to acknowledge or publish when its bridge is gone goes nowhere. */
    private static final RejectedExecutionHandler AFTER_CLOSE = new ThreadPoolExecutor.DiscardPolicy();

    private final String provider;
    private final ExecutorService topology;
    private final ExecutorService acks;
    private final ExecutorService publishing;

    BrokerThreads(String provider) {
        this.provider = provider;
        this.topology = single("topology");
        this.acks = single("acks");
        this.publishing = single("publishing");
    }

    /** Connecting, declaring, binding, closing. */
    ExecutorService topology() {
        return topology;
    }

    /** Acknowledging deliveries. */
    ExecutorService acks() {
        return acks;
    }

    /** Writing events and requests. */
    ExecutorService publishing() {
        return publishing;
    }

    /** For the client library's own threads. None of them keeps the JVM alive. */
    ThreadFactory named(String purpose) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "weir-%s-%s-%d".formatted(provider, purpose, count.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        topology.shutdown();
        acks.shutdown();
        publishing.shutdown();
    }

    private ExecutorService single(String purpose) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(purpose), AFTER_CLOSE);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
