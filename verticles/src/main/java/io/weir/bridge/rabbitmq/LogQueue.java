package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.queue.EventTaker;
import io.weir.bridge.queue.QueueLog;
import io.weir.bridge.queue.QueueReader;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.config.ProviderConfig;
import io.weir.flow.BackOff;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the queue of logged topics as the log wants it, and read. On the event loop only.
 *
 * <p>When the broker has lost the queue, or the exchange that it was bound to, events may be missing. That is never
 * mended here: the log hears of it when it next asks, writes the gap down, and says {@link LogTopics#create create}.
 */
final class LogQueue {

    private final Executor eventLoop;
    private final Executor broker;
    private final QueueConnection connection;
    private final String provider;
    private final ProviderConfig.Rabbitmq config;
    private final ProviderWords words;
    private final BrokerLog log;
    private final QueueLog queueLog;
    private final QueueReader reader;
    private @Nullable BrokerLink link;
    private @Nullable LogTopics topics;
    private boolean unbound;

    LogQueue(
            Vertx vertx,
            Executor eventLoop,
            BrokerThreads threads,
            BrokerAddress address,
            String provider,
            ProviderConfig.Rabbitmq config,
            ProviderWords words,
            BrokerLog log) {
        this.eventLoop = eventLoop;
        this.broker = threads.log();
        this.connection = new QueueConnection(address, "log", provider, config.prefetch());
        this.provider = provider;
        this.config = config;
        this.words = words;
        this.log = log;
        this.queueLog = new QueueLog(provider, "log");
        this.reader = new QueueReader(
                vertx,
                eventLoop,
                broker,
                connection,
                new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom()),
                new EventTaker(vertx.eventBus()),
                queueLog,
                this::restore);
    }

    /** Makes the queue as it is wanted, and reads it from now on. */
    Future<Void> keep(LogTopics wanted) {
        if (link == null) {
            return Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected()));
        }
        return bind(wanted)
                .recover(failure -> Future.failedFuture(refusal(wanted.queue(), failure)))
                .compose(this::allBound);
    }

    /** The broker is there. */
    void onConnected(BrokerLink connected, boolean exchangeWasMissing) {
        link = connected;
        unbound |= exchangeWasMissing;
        restore();
    }

    /** The broker is away; what has a connection goes on until that is lost too. */
    void onDisconnected() {
        link = null;
    }

    /** Ends for good. Done when what is under way is stored and acknowledged, or that takes too long. */
    Future<Void> close() {
        link = null;
        return reader.close();
    }

    private void restore() {
        LogTopics before = topics;
        if (link == null || before == null || reader.isReading()) {
            return;
        }
        LogTopics again =
                new LogTopics(provider, before.queue(), false, before.keepMillis(), before.patterns(), List.of());
        bind(again).onFailure(failure -> {
            if (!isQueueLost(failure)) {
                reader.later(before.queue(), AmqpFailure.of(failure));
            } else if (topics == before) {
                topics = null;
                tellTheLog();
            }
        });
    }

    /** Whoever keeps the log asks again for its topics when the provider is found. */
    private void tellTheLog() {
        if (link != null) {
            link.fate().onLost(new BrokerFailure(AMQP.NOT_FOUND, "the queue of the log is gone"));
        }
    }

    /** Answers with the patterns that the broker does not let this user bind; the others are. */
    private Future<Map<String, BrokerFailure>> bind(LogTopics wanted) {
        Promise<Map<String, BrokerFailure>> bound = Promise.promise();
        boolean lost = unbound && !wanted.create();
        broker.execute(() -> {
            try {
                DurableQueue queue = new DurableQueue(connection.get(), config.exchange(), WantedQueue.of(wanted));
                if (lost || !queue.isThere()) {
                    throw new BridgeException(BusFailure.QUEUE_LOST, words.queueLost());
                }
                Map<String, BrokerFailure> refused = queue.bind();
                eventLoop.execute(() -> bound.complete(refused));
            } catch (IOException | TimeoutException | RuntimeException e) {
                eventLoop.execute(() -> bound.fail(e));
            }
        });
        return bound.future().onSuccess(refused -> onBound(wanted, refused));
    }

    private void onBound(LogTopics wanted, Map<String, BrokerFailure> refused) {
        refused.forEach(log::onTopicRefused);
        if (topics != null && !topics.queue().equals(wanted.queue())) {
            reader.stop();
        }
        topics = wanted;
        unbound = false;
        if (!reader.isReading() && link != null) {
            reader.read(wanted.queue());
        }
    }

    private Future<Void> allBound(Map<String, BrokerFailure> refused) {
        return refused.values().stream()
                .findFirst()
                .map(failure -> new BridgeException(BusFailure.REFUSED, AmqpFailure.say(words, failure)))
                .map(Future::<Void>failedFuture)
                .orElseGet(Future::succeededFuture);
    }

    private BridgeException refusal(String queue, Throwable failure) {
        if (failure instanceof BridgeException expected) {
            log.onLogQueueLost(queue);
            return expected;
        }
        BrokerFailure said = AmqpFailure.of(failure);
        queueLog.onFailed(queue, said, Duration.ZERO);
        return said.code() == AMQP.ACCESS_REFUSED || said.code() == AMQP.PRECONDITION_FAILED
                ? new BridgeException(BusFailure.REFUSED, words.queueRefused())
                : new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
    }

    private static boolean isQueueLost(Throwable failure) {
        return failure instanceof BridgeException expected && expected.failure() == BusFailure.QUEUE_LOST;
    }
}
