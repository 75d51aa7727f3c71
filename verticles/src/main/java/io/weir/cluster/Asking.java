package io.weir.cluster;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.Service;
import java.time.Duration;

/**
 * Asks whoever does something that any node can do: this node where it does it itself, else any other. One of another
 * version, which does not understand the question and so has done nothing, is passed over for the next.
 */
public final class Asking {

    private final EventBus bus;
    private final Peers peers;
    private final Service service;
    private final String address;

    /** Asks at the one address that all nodes have for a service. */
    public Asking(EventBus bus, Peers peers, Service service, String address) {
        this.bus = bus;
        this.peers = peers;
        this.service = service;
        this.address = address;
    }

    /**
     * Asks one node.
     *
     * @param timeout how long to wait for the answer
     * @return fails with {@link io.vertx.core.eventbus.ReplyException}, at once where nobody does it
     */
    public <T> Future<T> ask(BusMessage question, Duration timeout) {
        Members members = peers.members();
        boolean here = members.here(service);
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(timeout.toMillis()).setLocalOnly(here);
        return ask(question, options, here ? 0 : members.nodes().size());
    }

    private <T> Future<T> ask(BusMessage question, DeliveryOptions options, int others) {
        return bus.<T>request(address, question, options)
                .map(Message::body)
                .recover(failure -> others > 0 && BusFailure.isIncompatible(failure)
                        ? ask(question, options, others - 1)
                        : Future.failedFuture(failure));
    }
}
