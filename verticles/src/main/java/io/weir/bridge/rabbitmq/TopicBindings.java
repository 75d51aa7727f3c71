package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.ProviderWords;
import io.weir.bus.BusFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the broker's bindings equal to the topics that are wanted. While one batch of changes is with the broker, all
 * further changes gather for the next, so that thousands of topics opened at once cost a few round trips. On the event
 * loop only.
 */
final class TopicBindings {

    /** The broker answers each of these before the next is sent; those who wait to be bound wait for them too. */
    private static final int UNBINDINGS = 100;

    private final Set<String> bound = new HashSet<>();
    private final Set<String> unneeded = new LinkedHashSet<>();
    private Map<String, List<Promise<Void>>> asked = new LinkedHashMap<>();
    private Map<String, List<Promise<Void>>> binding = new HashMap<>();
    private final Executor eventLoop;
    private final Executor topology;
    private final ProviderWords words;
    private @Nullable BrokerLink link;
    private boolean busy;

    TopicBindings(Executor eventLoop, Executor topology, ProviderWords words) {
        this.eventLoop = eventLoop;
        this.topology = topology;
        this.words = words;
    }

    /** The topics that a new link must bind. */
    Set<String> bound() {
        return Set.copyOf(bound);
    }

    /** Asks for a topic: done once the broker has confirmed its binding. */
    Future<Void> bind(String topic) {
        if (bound.contains(topic)) {
            return Future.succeededFuture();
        }
        Promise<Void> waiter = Promise.promise();
        boolean underWay = binding.containsKey(topic) && !unneeded.contains(topic);
        (underWay ? binding : asked)
                .computeIfAbsent(topic, first -> new ArrayList<>(1))
                .add(waiter);
        unneeded.remove(topic);
        change();
        return waiter.future();
    }

    /** Gives a topic up. */
    void unbind(String topic) {
        bound.remove(topic);
        List<Promise<Void>> waiters = asked.remove(topic);
        unneeded.add(topic);
        change();
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.fail(new BridgeException(BusFailure.REFUSED, words.topicClosed())));
        }
    }

    /** A new link is there, with {@code topics} bound but for {@code failures}. */
    void onConnected(BrokerLink connected, Set<String> topics, Set<String> failures) {
        link = connected;
        bound.removeAll(failures);
        unneeded.clear();
        topics.stream().filter(topic -> !bound.contains(topic)).forEach(unneeded::add);
        change();
    }

    /** The link is gone: who waits is told; what was bound stays wanted. */
    void onDisconnected() {
        link = null;
        busy = false;
        List<Promise<Void>> waiters = new ArrayList<>();
        asked.values().forEach(waiters::addAll);
        binding.values().forEach(waiters::addAll);
        asked = new LinkedHashMap<>();
        binding = new HashMap<>();
        waiters.forEach(waiter -> waiter.fail(unavailable()));
    }

    private void change() {
        if (busy || link == null || (asked.isEmpty() && unneeded.isEmpty())) {
            return;
        }
        busy = true;
        BrokerLink to = link;
        // The next turn of the event loop: what arrives within this one goes along.
        eventLoop.execute(() -> send(to));
    }

    private void send(BrokerLink to) {
        if (to != link) {
            return;
        }
        binding = asked;
        asked = new LinkedHashMap<>();
        List<String> bind = List.copyOf(binding.keySet());
        List<String> unbind = unneeded.stream().limit(UNBINDINGS).toList();
        unbind.forEach(unneeded::remove);
        topology.execute(() -> {
            try {
                Map<String, BrokerFailure> failures = to.bindings().bind(bind);
                eventLoop.execute(() -> onBound(to, failures));
                to.bindings().unbind(unbind);
                eventLoop.execute(() -> onDone(to));
            } catch (IOException | ShutdownSignalException e) {
                // Which bindings there are now no one knows: start over.
                to.fate().onLost(AmqpFailure.of(e));
            }
        });
    }

    private void onBound(BrokerLink to, Map<String, BrokerFailure> failures) {
        if (to != link) {
            return;
        }
        Map<String, List<Promise<Void>>> answered = binding;
        binding = new HashMap<>();
        answered.forEach((topic, waiters) -> {
            BrokerFailure failure = failures.get(topic);
            if (failure != null) {
                BridgeException refused = new BridgeException(BusFailure.REFUSED, AmqpFailure.say(words, failure));
                waiters.forEach(waiter -> waiter.fail(refused));
                return;
            }
            if (!unneeded.contains(topic)) {
                bound.add(topic);
            }
            waiters.forEach(Promise::complete);
        });
    }

    private void onDone(BrokerLink to) {
        if (to == link) {
            busy = false;
            change();
        }
    }

    private BridgeException unavailable() {
        return new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
    }
}
