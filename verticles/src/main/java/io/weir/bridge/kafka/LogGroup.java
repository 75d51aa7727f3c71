package io.weir.bridge.kafka;

import io.vertx.core.Context;
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
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.flow.BackOff;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the log's consumer group as the log wants it, and reads as one of its members. On the event loop only.
 *
 * <p>When the cluster has lost an offset of the group or a topic that it reads, events may be missing. That is never mended
 * here: the log hears of it when it next asks, writes the gap down, and says {@link LogTopics#create create}.
 */
final class LogGroup {

    /** Less than the log waits for an answer, together with the planning. */
    private static final Duration JOIN = Duration.ofSeconds(8);

    private final Context context;
    private final Executor eventLoop;
    private final Executor broker;
    private final String provider;
    private final ProviderConfig.Kafka config;
    private final ProviderWords words;
    private final BrokerLog log;
    private final QueueLog queueLog;
    private final GroupOpener opener;
    private final QueueReader reader;
    private @Nullable KafkaLink link;
    private @Nullable LogTopics topics;
    private Map<String, Uuid> seen = Map.of();
    private boolean lost;

    LogGroup(
            Vertx vertx,
            Peers peers,
            Context context,
            Executor eventLoop,
            BrokerThreads threads,
            ClientSettings settings,
            ProviderConfig.Kafka config,
            ProviderWords words,
            BrokerLog log) {
        this.context = context;
        this.eventLoop = eventLoop;
        this.broker = threads.log();
        this.provider = words.provider();
        this.config = config;
        this.words = words;
        this.log = log;
        this.queueLog = new QueueLog(provider, "log");
        this.opener = new GroupOpener(settings, threads, provider, config.prefetch(), JOIN);
        this.reader = new QueueReader(
                vertx,
                eventLoop,
                broker,
                opener,
                new BackOff(config.reconnect(), config.maxReconnect(), new SecureRandom()),
                new EventTaker(new Asking(vertx.eventBus(), peers, Service.LOG, BusAddress.LOG)),
                queueLog,
                () -> peers.members().count(Service.BRIDGE) > 1,
                this::restore);
    }

    /** Has the group keep what is wanted, and reads it from now on. */
    Future<Void> keep(LogTopics wanted) {
        KafkaLink from = link;
        if (from == null) {
            return Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected()));
        }
        return join(from, wanted).recover(failure -> Future.failedFuture(refusal(wanted, failure)));
    }

    /** The cluster is there. */
    void onConnected(KafkaLink connected) {
        link = connected;
        restore();
    }

    /** The cluster is away; who reads goes on until that fails too. */
    void onDisconnected() {
        link = null;
    }

    /** Ends for good. Done when what is under way is stored and committed, or that takes too long. */
    Future<Void> close() {
        link = null;
        return reader.close();
    }

    /** Looks whether topics that the group reads have gone; never fails. */
    Future<Void> look() {
        KafkaLink from = link;
        LogTopics wanted = topics;
        if (from == null || wanted == null) {
            return Future.succeededFuture();
        }
        return Future.fromCompletionStage(from.topology().topics(), context)
                .<Void>map(now -> {
                    if (topics == wanted && link == from) {
                        compare(from, wanted, now);
                    }
                    return null;
                })
                .otherwiseEmpty();
    }

    private void compare(KafkaLink from, LogTopics wanted, Map<String, Uuid> now) {
        boolean gone =
                seen.entrySet().stream().anyMatch(topic -> !topic.getValue().equals(now.get(topic.getKey())));
        if (gone) {
            lost = true;
            topics = null;
            reader.stop();
            tellTheLog(from);
            return;
        }
        Pattern pattern = KafkaTopic.matching(wanted.patterns());
        seen = now.entrySet().stream()
                .filter(topic -> pattern.matcher(topic.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void restore() {
        KafkaLink from = link;
        LogTopics before = topics;
        if (from == null || before == null || reader.isReading()) {
            return;
        }
        LogTopics again =
                new LogTopics(provider, before.queue(), false, before.keepMillis(), before.patterns(), List.of());
        join(from, again).onFailure(failure -> {
            if (!isQueueLost(failure)) {
                retry(before, failure);
            } else if (topics == before) {
                topics = null;
                tellTheLog(from);
            }
        });
    }

    /** Who failed to read tries again by itself; who has not got so far does not. */
    private void retry(LogTopics before, Throwable failure) {
        if (topics == before && !reader.isReading()) {
            reader.later(before.queue(), KafkaFailure.of(failure));
        }
    }

    /** Whoever keeps the log asks again for its topics when the provider is found. */
    private static void tellTheLog(KafkaLink link) {
        link.fate().onLost(new BrokerFailure(KafkaFailure.UNKNOWN_TOPIC, "what the log reads is gone"));
    }

    private Future<Void> join(KafkaLink from, LogTopics wanted) {
        String group = config.group() + wanted.queue();
        boolean knownLost = lost;
        Promise<GroupPlan> planned = Promise.promise();
        broker.execute(() -> {
            try {
                GroupPlanner planner = new GroupPlanner(from, config.connectTimeout(), words);
                GroupPlan plan = planner.plan(group, wanted, knownLost);
                eventLoop.execute(() -> planned.complete(plan));
            } catch (Exception e) {
                eventLoop.execute(() -> planned.fail(KafkaFailure.unwrap(e)));
            }
        });
        return planned.future().compose(plan -> read(wanted, plan));
    }

    private Future<Void> read(LogTopics wanted, GroupPlan plan) {
        LogTopics before = topics;
        boolean same = before != null
                && before.queue().equals(wanted.queue())
                && before.patterns().equals(wanted.patterns());
        lost = false;
        topics = wanted;
        seen = plan.topics();
        if (same && reader.isReading() && plan.resets().isEmpty()) {
            return Future.succeededFuture();
        }
        reader.stop();
        Promise<Void> joined = Promise.promise();
        opener.expect(plan).onComplete(done -> eventLoop.execute(() -> joined.handle(done)));
        reader.read(plan.group());
        return joined.future();
    }

    private BridgeException refusal(LogTopics wanted, Throwable failure) {
        if (failure instanceof BridgeException expected) {
            log.onLogQueueLost(wanted.queue());
            return expected;
        }
        BrokerFailure said = KafkaFailure.of(failure);
        queueLog.onFailed(wanted.queue(), said, Duration.ZERO);
        return said.code() == KafkaFailure.NOT_AUTHORIZED
                ? new BridgeException(BusFailure.REFUSED, words.queueRefused())
                : new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
    }

    private static boolean isQueueLost(Throwable failure) {
        return failure instanceof BridgeException expected && expected.failure() == BusFailure.QUEUE_LOST;
    }
}
