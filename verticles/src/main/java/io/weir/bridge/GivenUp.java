package io.weir.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicRoute;
import io.weir.cluster.Members;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What nodes had open at a bridge when it gave them up. They may not know that they were: should one come back, each of its
 * triggers is told, again and again until it answers. On the event loop only.
 */
final class GivenUp {

    /** Gone nodes that are remembered, a number for each of their shards; a node that starts again is another one. */
    private static final int MOST = 1_000;

    private static final long PATIENCE_MILLIS = 2_000;
    private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(PATIENCE_MILLIS);

    private final Vertx vertx;
    private final String node;
    private final String provider;
    /** The last opening of each address, by node. */
    private final Map<String, Map<String, Long>> gone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Long>> eldest) {
            return size() > MOST;
        }
    };

    private Set<String> there = Set.of();

    /** Of the bridge that a node has to a provider. */
    GivenUp(Vertx vertx, String node, String provider) {
        this.vertx = vertx;
        this.node = node;
        this.provider = provider;
    }

    /** A node is gone that had these open. */
    void add(String left, Collection<TopicRoute> routes) {
        routes.forEach(route -> remember(left, route.address(), route.opening()));
    }

    /** Who is there now. */
    void onMembers(Members members) {
        there = members.nodes().keySet();
        for (String back : Set.copyOf(gone.keySet())) {
            if (there.contains(back)) {
                gone.remove(back).forEach((address, last) -> tell(back, address, last));
            }
        }
    }

    private void remember(String left, String address, long last) {
        gone.computeIfAbsent(left, first -> new HashMap<>()).merge(address, last, Math::max);
    }

    private void tell(String back, String address, long last) {
        TopicClosed all = new TopicClosed(node, provider, TopicClosed.ALL, last, TopicClosed.UNKNOWN);
        vertx.eventBus().request(address, all, PATIENCE).onFailure(unheard -> {
            if (there.contains(back)) {
                vertx.setTimer(PATIENCE_MILLIS, due -> tell(back, address, last));
            } else {
                remember(back, address, last);
            }
        });
    }
}
