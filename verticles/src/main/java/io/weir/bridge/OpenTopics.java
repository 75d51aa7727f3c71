package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.CloseTopic;
import io.weir.bus.OpenTopic;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicRoute;
import io.weir.cluster.Members;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has which topics open at a bridge, by node: what a node that is gone had open is closed, and should it come back
 * after all, its triggers are told. On the event loop only.
 */
final class OpenTopics {

    private final EventBus bus;
    private final String node;
    private final String provider;
    private final Bridge bridge;
    private final Map<String, Set<Route>> open = new HashMap<>();
    private final GivenUp givenUp;
    /** Topics that close once all was delivered that the broker has for them, by who closes them. */
    private final Map<Route, Object> closing = new HashMap<>();

    private Optional<Promise<Void>> abandoned = Optional.empty();

    /** Of the bridge that a node has to a provider. */
    OpenTopics(Vertx vertx, String node, String provider, Bridge bridge) {
        this.bus = vertx.eventBus();
        this.givenUp = new GivenUp(vertx, node, provider);
        this.node = node;
        this.provider = provider;
        this.bridge = bridge;
    }

    private record Route(String topic, TopicRoute to) {

        String node() {
            return BusAddress.nodeOf(to.address());
        }
    }

    /**
     * Opens a topic. Where another bridge has brought what was before, this one may still have some of that: then it opens
     * behind what its broker has for it now.
     */
    Future<Void> open(OpenTopic asked) {
        Route route = new Route(asked.topic(), asked.to());
        open.computeIfAbsent(route.node(), first -> new HashSet<>()).add(route);
        Future<?> ready = asked.behind() ? bridge.caughtUp() : Future.succeededFuture();
        return ready.compose(behind -> isOpen(route) ? bridge.open(route.topic, route.to) : closedMeanwhile())
                .onFailure(failure -> forget(route));
    }

    /**
     * Closes a topic. The events that the broker had before it was asked are the trigger's: those of after it come from
     * another bridge, which the trigger has opened the topic at. So the last word is sent where the events went, behind
     * them, with how many they were. How long that may take is the trigger's to say.
     */
    void close(CloseTopic asked) {
        Route route = new Route(asked.topic(), asked.to());
        if (closing.containsKey(route)) {
            return;
        }
        Object attempt = new Object();
        closing.put(route, attempt);
        bridge.caughtUp().onSuccess(certain -> {
            if (closing.remove(route, attempt)) {
                long last = bridge.close(route.topic, route.to);
                sayClosed(route, certain ? last : TopicClosed.UNKNOWN);
                forget(route);
            }
        });
    }

    /** Who is there now. */
    void onMembers(Members members) {
        for (String left : Set.copyOf(open.keySet())) {
            if (!left.isEmpty() && !members.has(left)) {
                abandon(left);
            }
        }
        givenUp.onMembers(members);
    }

    /** Done when no node but this one has a topic open. */
    Future<Void> abandoned() {
        if (!wanted()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = abandoned.orElseGet(Promise::promise);
        abandoned = Optional.of(promise);
        return promise.future();
    }

    private void abandon(String left) {
        Set<Route> routes = open.remove(left);
        if (routes != null) {
            routes.forEach(route -> {
                closing.remove(route);
                bridge.close(route.topic, route.to);
            });
            givenUp.add(left, routes.stream().map(Route::to).toList());
        }
        tell();
    }

    private void forget(Route route) {
        Set<Route> routes = open.get(route.node());
        if (routes != null && routes.remove(route) && routes.isEmpty()) {
            open.remove(route.node());
        }
        tell();
    }

    private void tell() {
        if (!wanted()) {
            abandoned.ifPresent(Promise::tryComplete);
        }
    }

    private boolean wanted() {
        return open.keySet().stream().anyMatch(of -> !of.equals(node));
    }

    private boolean isOpen(Route route) {
        return open.getOrDefault(route.node(), Set.of()).contains(route);
    }

    private static Future<Void> closedMeanwhile() {
        return Future.failedFuture(
                new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, "the topic was closed meanwhile"));
    }

    /** @param last the number of the last event */
    private void sayClosed(Route route, long last) {
        bus.send(route.to.address(), new TopicClosed(node, provider, route.topic, route.to.opening(), last));
    }
}
