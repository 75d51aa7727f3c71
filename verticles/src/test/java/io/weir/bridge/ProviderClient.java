package io.weir.bridge;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import java.time.Duration;
import java.util.List;

/** What a node does with a provider. */
public interface ProviderClient extends AutoCloseable {

    /** Asks for a topic's events. */
    Future<?> open(String topic);

    /** Wants no more of them. */
    void close(String topic);

    /** Whether nothing more of a topic comes that was closed. */
    boolean ended(String topic);

    /** Publishes one event. */
    Future<PublishOutcome> publish(String topic, EventAttributes attributes, String payload);

    /** Asks, and waits for one reply. */
    Future<EventReply> request(String topic, String payload, Duration timeout);

    /** Why a request failed; an error of the test's when it did not. */
    BusFailure failure(Future<?> request);

    /** What arrived on a topic so far. */
    List<String> payloads(String topic);

    /** What was beside it. */
    List<EventAttributes> attributes(String topic);

    @Override
    void close();
}
