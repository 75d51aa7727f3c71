package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.GroupResult;
import io.weir.cluster.Peers;
import io.weir.flow.Checkpoints;

/** Sends a group's results: once to each transport instance that has members, the bytes shared. */
final class GroupSender {

    private final EventBus bus;
    private final Checkpoints checkpoints;

    GroupSender(EventBus bus, Peers peers) {
        this.bus = bus;
        this.checkpoints = new Checkpoints(bus, peers);
    }

    void send(Group group, GroupResult result) {
        for (String transport : group.transports()) {
            send(transport, result);
        }
    }

    /** Sends something to one transport instance alone. */
    void send(String transport, GroupResult result) {
        bus.send(transport, result);
        checkpoints.sentTo(transport);
    }

    /** Completes once the transports have handled what was sent to them so far. */
    Future<Void> handled() {
        return checkpoints.reached();
    }
}
