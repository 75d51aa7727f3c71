package io.weir.transport.fanout;

import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.LeaveTrigger;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Says to triggers that subscriptions are over. A trigger whose node is out of sight may still be there, and have members
 * that have long been elsewhere: it hears of them when it is seen again. Belongs to one event loop.
 */
final class Farewells {

    /** Beyond them the oldest are forgotten: their results come for nobody, until the trigger's groups are empty. */
    private static final int MOST = 100_000;

    private final EventBus bus;
    private final Peers peers;
    private final Deque<Farewell> unheard = new ArrayDeque<>(0);

    Farewells(EventBus bus, Peers peers) {
        this.bus = bus;
        this.peers = peers;
    }

    private record Farewell(String trigger, LeaveTrigger leave) {}

    /** Says it now, or when the trigger's node is there again. */
    void say(String trigger, LeaveTrigger leave) {
        String node = BusAddress.nodeOf(trigger);
        if (node.isEmpty() || peers.members().has(node)) {
            bus.send(trigger, leave);
            return;
        }
        if (unheard.size() == MOST) {
            unheard.remove();
        }
        unheard.add(new Farewell(trigger, leave));
    }

    void onMembers(Members members) {
        if (unheard.isEmpty()) {
            return;
        }
        List<Farewell> all = new ArrayList<>(unheard);
        unheard.clear();
        for (Farewell farewell : all) {
            if (members.has(BusAddress.nodeOf(farewell.trigger))) {
                bus.send(farewell.trigger, farewell.leave);
            } else {
                unheard.add(farewell);
            }
        }
    }
}
