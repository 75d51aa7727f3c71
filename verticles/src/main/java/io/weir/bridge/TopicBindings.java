package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.BusFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the broker's bindings equal to the topics that are wanted. While one batch of changes is with the broker, all
 * further changes gather for the next, so that thousands of topics opened at once cost a few round trips. A batch is
 * bounded: who asked first has his answer first, and no answer is waited for that others are in front of. On the event
 * loop only.
 */
public final class TopicBindings {

    /** Topics that are bound before those are told who wait for them: what a broker does in well under a second. */
    static final int BINDINGS = 500;

    /** The broker answers each of these before the next is sent; those who wait to be bound wait for them too. */
    static final int UNBINDINGS = 100;

    private final Set<String> bound = new HashSet<>();
    private final Set<String> unneeded = new LinkedHashSet<>();
    private final Map<String, List<Promise<Void>>> asked = new LinkedHashMap<>();
    private Map<String, List<Promise<Void>>> binding = new HashMap<>();
    private final Executor eventLoop;
    private final Executor topology;
    private final ProviderWords words;
    private final Function<BrokerFailure, String> says;
    private @Nullable TopicBinder link;
    private boolean busy;

    /**
     * Nothing is wanted yet.
     *
     * @param topology where calls to the broker may block
     * @param says what a client reads of a topic that the broker refused
     */
    public TopicBindings(
            Executor eventLoop, Executor topology, ProviderWords words, Function<BrokerFailure, String> says) {
        this.eventLoop = eventLoop;
        this.topology = topology;
        this.words = words;
        this.says = says;
    }

    /** The topics that a new link must bind. */
    public Set<String> bound() {
        return Set.copyOf(bound);
    }

    /** Asks for a topic: done once the broker has confirmed its binding. */
    public Future<Void> bind(String topic) {
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
    public void unbind(String topic) {
        bound.remove(topic);
        List<Promise<Void>> waiters = asked.remove(topic);
        unneeded.add(topic);
        change();
        if (waiters != null) {
            waiters.forEach(
                    waiter -> waiter.fail(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.topicClosed())));
        }
    }

    /** A new link is there, with {@code topics} bound but for {@code failures}. */
    public void onConnected(TopicBinder connected, Set<String> topics, Set<String> failures) {
        link = connected;
        bound.removeAll(failures);
        unneeded.clear();
        topics.stream().filter(topic -> !bound.contains(topic)).forEach(unneeded::add);
        change();
    }

    /** The link is gone: who waits is told; what was bound stays wanted. */
    public void onDisconnected() {
        link = null;
        busy = false;
        List<Promise<Void>> waiters = new ArrayList<>();
        asked.values().forEach(waiters::addAll);
        binding.values().forEach(waiters::addAll);
        asked.clear();
        binding = new HashMap<>();
        waiters.forEach(waiter -> waiter.fail(unavailable()));
    }

    private void change() {
        if (busy || link == null || (asked.isEmpty() && unneeded.isEmpty())) {
            return;
        }
        busy = true;
        TopicBinder to = link;
        // The next turn of the event loop: what arrives within this one goes along.
        eventLoop.execute(() -> send(to));
    }

    private void send(TopicBinder to) {
        if (to != link) {
            return;
        }
        List<String> bind = asked.keySet().stream().limit(BINDINGS).toList();
        bind.forEach(topic -> binding.put(topic, asked.remove(topic)));
        List<String> unbind = unneeded.stream().limit(UNBINDINGS).toList();
        unbind.forEach(unneeded::remove);
        topology.execute(() -> {
            try {
                Map<String, BrokerFailure> failures = to.bind(bind);
                eventLoop.execute(() -> onBound(to, failures));
                to.unbind(unbind);
                eventLoop.execute(() -> onDone(to));
            } catch (Exception e) {
                // Which bindings there are now no one knows: start over.
                to.lost(e);
            }
        });
    }

    private void onBound(TopicBinder to, Map<String, BrokerFailure> failures) {
        if (to != link) {
            return;
        }
        Map<String, List<Promise<Void>>> answered = binding;
        binding = new HashMap<>();
        answered.forEach((topic, waiters) -> {
            BrokerFailure failure = failures.get(topic);
            if (failure != null) {
                BridgeException refused = new BridgeException(BusFailure.REFUSED, says.apply(failure));
                waiters.forEach(waiter -> waiter.fail(refused));
                return;
            }
            if (!unneeded.contains(topic)) {
                bound.add(topic);
            }
            waiters.forEach(Promise::complete);
        });
    }

    private void onDone(TopicBinder to) {
        if (to == link) {
            busy = false;
            change();
        }
    }

    private BridgeException unavailable() {
        return new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
    }
}
