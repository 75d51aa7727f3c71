package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.GroupResult;

/** Sends a group's results: once to each transport instance that has members, the bytes shared. */
final class GroupSender {

    private final EventBus bus;

    GroupSender(EventBus bus) {
        this.bus = bus;
    }

    void next(Group group, Buffer response) {
        GroupResult result = new GroupResult(group.id(), GroupResult.Kind.NEXT, response);
        for (String transport : group.transports()) {
            bus.send(transport, result);
        }
    }
}
