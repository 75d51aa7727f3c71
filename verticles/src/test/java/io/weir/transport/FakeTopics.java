package io.weir.transport;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import io.weir.source.TopicClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is published; refuses the topic {@code refused}. */
public final class FakeTopics implements TopicClient {

    /** One published event. */
    public record Published(String provider, String topic, EventAttributes attributes, String payload) {}

    public final List<Published> published = new CopyOnWriteArrayList<>();

    @Override
    public Future<PublishOutcome> publish(String provider, String topic, EventAttributes attributes, Buffer payload) {
        if (topic.equals("refused")) {
            return Future.succeededFuture(new PublishOutcome(false, "the broker is down"));
        }
        published.add(new Published(provider, topic, attributes, payload.toString()));
        return Future.succeededFuture(new PublishOutcome(true, ""));
    }

    @Override
    public Future<EventReply> request(
            String provider,
            String topic,
            String pattern,
            Map<String, String> headers,
            Buffer payload,
            Duration timeout) {
        throw new UnsupportedOperationException("a transport asks no topics");
    }
}
