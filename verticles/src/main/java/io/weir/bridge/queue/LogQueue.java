package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bridge.ProviderWords;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.bus.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the queue of logged topics as the log wants it, and read. On the event loop only.
 *
 * <p>When the broker has lost the queue, or what fills it, events may be missing. That is never mended here: the log hears
 * of it when it next asks, writes the gap down, and says {@link LogTopics#create create}.
 */
public final class LogQueue {

    private final QueueAccess access;
    private final ProviderWords words;
    private final BrokerLog log;
    private final QueueLog queueLog;
    private final QueueReader reader;
    private final Runnable tellTheLog;
    private @Nullable LogTopics topics;
    private boolean connected;

    /**
     * Keeps nothing yet.
     *
     * @param tellTheLog ends the link: whoever keeps the log asks again for its topics when the provider is found
     */
    public LogQueue(QueueAccess access, ProviderWords words, BrokerLog log, Runnable tellTheLog) {
        this.access = access;
        this.words = words;
        this.log = log;
        this.queueLog = new QueueLog(words.provider(), "log");
        Taker taker = new EventTaker(access.asking(Service.LOG, BusAddress.LOG));
        this.reader = access.reader(taker, queueLog, this::restore);
        this.tellTheLog = tellTheLog;
    }

    /** Makes the queue as it is wanted, and reads it from now on. */
    public Future<Void> keep(LogTopics wanted) {
        if (!connected) {
            return Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected()));
        }
        return bind(wanted)
                .recover(failure -> Future.failedFuture(refusal(wanted.queue(), failure)))
                .compose(this::allBound);
    }

    /** The broker is there. */
    public void onConnected() {
        connected = true;
        restore();
    }

    /** The broker is away; what has a connection goes on until that is lost too. */
    public void onDisconnected() {
        connected = false;
    }

    /** Ends for good. Done when what is under way is stored and acknowledged, or that takes too long. */
    public Future<Void> close() {
        connected = false;
        return reader.close();
    }

    private void restore() {
        LogTopics before = topics;
        if (!connected || before == null || reader.isReading()) {
            return;
        }
        LogTopics again = new LogTopics(
                before.provider(), before.queue(), false, before.keepMillis(), before.patterns(), List.of());
        bind(again).onFailure(failure -> {
            if (!isQueueLost(failure)) {
                reader.later(before.queue(), access.failure(failure));
            } else if (topics == before) {
                topics = null;
                tellTheLog.run();
            }
        });
    }

    /** Answers with the patterns that the broker does not let this user bind; the others are. */
    private Future<Map<String, BrokerFailure>> bind(LogTopics wanted) {
        Promise<Map<String, BrokerFailure>> bound = Promise.promise();
        access.thread().execute(() -> {
            try {
                Map<String, BrokerFailure> refused = access.broker().keep(wanted);
                access.eventLoop().execute(() -> bound.complete(refused));
            } catch (Exception e) {
                access.eventLoop().execute(() -> bound.fail(e));
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
        if (!reader.isReading() && connected) {
            reader.read(wanted.queue());
        }
    }

    private Future<Void> allBound(Map<String, BrokerFailure> refused) {
        return refused.values().stream()
                .findFirst()
                .map(failure -> new BridgeException(BusFailure.REFUSED, words.topicForbidden()))
                .map(Future::<Void>failedFuture)
                .orElseGet(Future::succeededFuture);
    }

    private BridgeException refusal(String queue, Throwable failure) {
        if (failure instanceof BridgeException expected) {
            log.onLogQueueLost(queue);
            return expected;
        }
        BrokerFailure said = access.failure(failure);
        queueLog.onFailed(queue, said, Duration.ZERO);
        return access.broker().refusal(said);
    }

    private static boolean isQueueLost(Throwable failure) {
        return failure instanceof BridgeException expected && expected.failure() == BusFailure.QUEUE_LOST;
    }
}
