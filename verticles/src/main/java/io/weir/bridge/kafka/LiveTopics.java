package io.weir.bridge.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.TopicRoutes;
import io.weir.bus.BusFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is read equal to the topics that are open, partitions that are added later included. On the event loop only.
 */
final class LiveTopics {

    private final Map<String, KafkaTopic> open = new HashMap<>();
    private final Map<String, Promise<Void>> opening = new HashMap<>();
    private final Context context;
    private final CatchUp catchUp;
    private final ProviderWords words;
    private final TopicRoutes routes;
    private final BrokerLog log;
    private @Nullable KafkaLink link;

    LiveTopics(Context context, ProviderWords words, TopicRoutes routes, BrokerLog log) {
        this.context = context;
        this.catchUp = new CatchUp(context, this::partitions);
        this.words = words;
        this.routes = routes;
        this.log = log;
    }

    /** The topics that a new link must deliver. */
    Set<String> open() {
        return Set.copyOf(open.keySet());
    }

    /** Asks for a topic: done once no later event can be missed. */
    Future<Void> open(String topic) {
        KafkaLink from = link;
        if (from == null) {
            return Future.failedFuture(unavailable());
        }
        if (open.containsKey(topic)) {
            return Future.succeededFuture();
        }
        Promise<Void> waiting = opening.get(topic);
        return waiting == null ? begin(from, topic) : waiting.future();
    }

    /** Gives a topic up. */
    void close(String topic) {
        KafkaTopic closed = open.remove(topic);
        Promise<Void> waiting = opening.remove(topic);
        if (waiting != null) {
            waiting.fail(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.topicClosed()));
        }
        if (closed != null && link != null) {
            link.reader().remove(Set.of(topic));
        }
    }

    /** Done when what the cluster has of open topics now was delivered, or nobody can say, which is false. */
    Future<Boolean> caughtUp() {
        return link == null || open.isEmpty() ? Future.succeededFuture(link != null) : catchUp.passed(link);
    }

    /** Nothing comes of a topic any more: those who opened it are told. */
    void lose(String topic, BrokerFailure failure) {
        if (open.containsKey(topic)) {
            close(topic);
            log.onTopicRefused(topic, failure);
            routes.lose(topic);
        }
    }

    /** A new link is there. */
    void onConnected(KafkaLink connected, Set<String> topics) {
        link = connected;
        Set<String> closedMeanwhile =
                topics.stream().filter(topic -> !open.containsKey(topic)).collect(Collectors.toSet());
        connected.reader().remove(closedMeanwhile);
        connected.unbound().keySet().forEach(topic -> {
            open.remove(topic);
            routes.lose(topic);
        });
        connected.topics().forEach((name, topic) -> open.computeIfPresent(name, (same, before) -> topic));
    }

    /** The link is gone: who waits is told; what was open stays wanted. */
    void onDisconnected() {
        link = null;
        List<Promise<Void>> waiting = List.copyOf(opening.values());
        opening.clear();
        waiting.forEach(promise -> promise.fail(unavailable()));
    }

    /** Looks whether the cluster still has the open topics, and with how many partitions; never fails. */
    Future<Void> look() {
        KafkaLink from = link;
        if (from == null || open.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<String> names = open();
        return Future.fromCompletionStage(from.topology().describe(names), context)
                .<Void>map(found -> {
                    if (link == from) {
                        compare(from, names, found);
                    }
                    return null;
                })
                .otherwiseEmpty();
    }

    private Future<Void> begin(KafkaLink from, String topic) {
        Promise<Void> opened = Promise.promise();
        opening.put(topic, opened);
        Future.fromCompletionStage(from.deliver(topic), context)
                .onComplete((found, failure) -> onDelivered(from, topic, opened, found, failure));
        return opened.future();
    }

    private void onDelivered(
            KafkaLink from,
            String topic,
            Promise<Void> opened,
            @Nullable KafkaTopic found,
            @Nullable Throwable failure) {
        if (link != from) {
            return;
        }
        if (opening.get(topic) != opened) {
            forget(from, topic);
            return;
        }
        opening.remove(topic);
        if (found == null) {
            opened.fail(KafkaFailure.exception(words, failure == null ? unavailable() : failure));
            return;
        }
        open.put(topic, found);
        opened.complete();
    }

    /** It was closed while it opened, and may have been asked for again since. */
    private void forget(KafkaLink from, String topic) {
        if (!open.containsKey(topic) && !opening.containsKey(topic)) {
            from.reader().remove(Set.of(topic));
        }
    }

    private void compare(KafkaLink from, Set<String> names, List<KafkaTopic> found) {
        Map<String, KafkaTopic> now = found.stream().collect(Collectors.toMap(KafkaTopic::name, Function.identity()));
        for (String name : names) {
            KafkaTopic before = open.get(name);
            if (before != null) {
                compare(from, before, now.get(name));
            }
        }
    }

    private void compare(KafkaLink from, KafkaTopic before, @Nullable KafkaTopic now) {
        if (now == null || !now.id().equals(before.id())) {
            lose(before.name(), new BrokerFailure(KafkaFailure.UNKNOWN_TOPIC, "the topic was deleted"));
            return;
        }
        if (now.partitions() > before.partitions()) {
            open.put(now.name(), now);
            // They were added while the topic was open: all that is in them is wanted.
            Map<TopicPartition, Long> added = IntStream.range(before.partitions(), now.partitions())
                    .boxed()
                    .collect(Collectors.toMap(now::partition, number -> 0L));
            from.reader().add(added);
        }
    }

    private List<TopicPartition> partitions() {
        return open.values().stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions()).mapToObj(topic::partition))
                .toList();
    }

    private BridgeException unavailable() {
        return new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
    }
}
