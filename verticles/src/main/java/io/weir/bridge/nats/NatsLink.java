package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Link;
import io.weir.bridge.TopicBinder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** One life of the connection for live events, publishing and requests, and of what runs over it. */
final class NatsLink implements Link, TopicBinder {

    /** The longest that the server may take to say that it has subscriptions. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final NatsMarks marks;
    private final EventPublisher publisher;
    private final Requester requester;
    private final Fate fate;
    private volatile Map<String, BrokerFailure> unbound = Map.of();

    NatsLink(
            Connection connection,
            Dispatcher dispatcher,
            NatsMarks marks,
            EventPublisher publisher,
            Requester requester,
            Fate fate) {
        this.connection = connection;
        this.dispatcher = dispatcher;
        this.marks = marks;
        this.publisher = publisher;
        this.requester = requester;
        this.fate = fate;
    }

    NatsMarks marks() {
        return marks;
    }

    EventPublisher publisher() {
        return publisher;
    }

    Requester requester() {
        return requester;
    }

    /** Subscribes to what the link before had. Blocks. */
    void restore(Set<String> topics) throws InterruptedException, TimeoutException {
        unbound = bind(topics);
    }

    /** The server refused a subject, and says so before it answers what was sent behind it. */
    void onForbidden(NatsFailure.Forbidden refused) {
        if (refused.publish()) {
            marks.onForbidden(refused.subject());
            publisher.onForbidden(refused.subject());
            requester.onForbidden(refused.subject());
        } else {
            forbidden.add(refused.subject());
        }
    }

    void onLost(BrokerFailure failure) {
        requester.onLost();
        fate.onLost(failure);
    }

    @Override
    public Map<String, BrokerFailure> bind(Collection<String> topics) throws InterruptedException, TimeoutException {
        if (topics.isEmpty()) {
            return Map.of();
        }
        topics.forEach(dispatcher::subscribe);
        connection.flush(ANSWER);
        Map<String, BrokerFailure> failures = new HashMap<>();
        topics.stream().filter(forbidden::remove).forEach(topic -> {
            dispatcher.unsubscribe(topic);
            failures.put(topic, new BrokerFailure(NatsFailure.FORBIDDEN, "the server does not allow this subject"));
        });
        return failures;
    }

    @Override
    public void unbind(Collection<String> topics) {
        topics.forEach(dispatcher::unsubscribe);
    }

    @Override
    public void lost(Exception failure) {
        fate.onLost(NatsFailure.of(failure));
    }

    @Override
    public boolean isOpen() {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    @Override
    public Map<String, BrokerFailure> unbound() {
        return unbound;
    }

    @Override
    public void abort() {
        requester.onLost();
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
