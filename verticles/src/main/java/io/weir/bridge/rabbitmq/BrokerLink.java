package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Link;
import io.weir.bridge.TopicBinder;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * One life of the two connections to the broker and what runs over them. When one connection goes, the other is given
 * up too, and everything comes back as a new link.
 *
 * @param consuming carries deliveries, acks and bindings
 * @param publishing carries events, requests and replies
 * @param deliveries the channel that the queues are read on
 * @param fate told when the link ends
 */
record BrokerLink(
        Connection consuming,
        Connection publishing,
        Channel deliveries,
        BindingChannel bindings,
        MarkChannel marks,
        ConfirmedPublisher publisher,
        Requester requester,
        Link.Fate fate)
        implements TopicBinder {

    private static final int GOODBYE_MILLIS = 1_000;

    @Override
    public Map<String, BrokerFailure> bind(Collection<String> topics) throws IOException {
        return bindings.bind(topics);
    }

    @Override
    public void unbind(Collection<String> topics) throws IOException {
        bindings.unbind(topics);
    }

    @Override
    public void lost(Exception failure) {
        fate.onLost(AmqpFailure.of(failure));
    }

    boolean isOpen() {
        return consuming.isOpen() && publishing.isOpen() && deliveries.isOpen();
    }

    /** Closes both connections, whatever state they are in. Blocks for two seconds at most. */
    void abort() {
        publishing.abort(GOODBYE_MILLIS);
        consuming.abort(GOODBYE_MILLIS);
    }
}
