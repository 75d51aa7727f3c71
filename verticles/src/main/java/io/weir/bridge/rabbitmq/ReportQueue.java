package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.queue.QueueLog;
import io.weir.bridge.queue.QueueReader;
import io.weir.bridge.queue.ReportTaker;
import io.weir.bridge.queue.Taker;
import io.weir.config.ProviderConfig;
import io.weir.flow.BackOff;
import io.weir.telemetry.Metrics;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the queue of what systems report over this broker, and reads it. Once a node has made it, no report is lost while
 * none runs. Its name has the exchange's: all who share that read it. On the event loop only.
 */
final class ReportQueue {

    private static final String TOPIC = "consistency.acks";

    private final Executor eventLoop;
    private final Executor broker;
    private final QueueConnection connection;
    private final String exchange;
    private final WantedQueue wanted;
    private final QueueReader reader;
    private final BrokerLog log;
    private boolean connected;

    /**
     * Does nothing until the broker is there.
     *
     * @param keep how long the broker keeps the queue when no node reads it any more
     */
    ReportQueue(
            Vertx vertx,
            Executor eventLoop,
            BrokerThreads threads,
            BrokerAddress address,
            String provider,
            ProviderConfig.Rabbitmq config,
            Duration keep,
            BrokerLog log,
            Metrics metrics) {
        this.eventLoop = eventLoop;
        this.broker = threads.reports();
        this.connection = new QueueConnection(address, "reports", provider, config.prefetch());
        this.exchange = config.exchange();
        this.wanted = new WantedQueue(name(exchange), true, keep.toMillis(), List.of(TOPIC), List.of());
        this.log = log;
        QueueLog queueLog = new QueueLog(provider, "gate");
        Taker taker = new ReportTaker(vertx.eventBus(), queueLog, metrics);
        this.reader = new QueueReader(
                vertx,
                eventLoop,
                broker,
                connection,
                new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom()),
                taker,
                queueLog,
                this::keep);
    }

    /** What the queue of an exchange is called. */
    static String name(String exchange) {
        return "weir." + TOPIC + "." + exchange;
    }

    /** The broker is there; the exchange may be a new one, which nothing is bound to. */
    void onConnected() {
        connected = true;
        keep();
    }

    /** The broker is away; what has a connection goes on until that is lost too. */
    void onDisconnected() {
        connected = false;
    }

    /** Ends for good. Done when what is under way is stored and acknowledged, or that takes too long. */
    Future<Void> close() {
        connected = false;
        return reader.close();
    }

    private void keep() {
        if (!connected) {
            return;
        }
        broker.execute(() -> {
            try {
                DurableQueue queue = new DurableQueue(connection.get(), exchange, wanted);
                queue.isThere();
                Map<String, BrokerFailure> refused = queue.bind();
                eventLoop.execute(() -> onBound(refused));
            } catch (IOException | TimeoutException | RuntimeException e) {
                BrokerFailure failure = AmqpFailure.of(e);
                eventLoop.execute(() -> reader.later(wanted.name(), failure));
            }
        });
    }

    private void onBound(Map<String, BrokerFailure> refused) {
        refused.forEach(log::onTopicRefused);
        if (connected && !reader.isReading()) {
            reader.read(wanted.name());
        }
    }
}
