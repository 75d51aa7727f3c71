package io.weir.load.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import io.weir.source.TopicClient;
import java.time.Duration;
import java.util.Map;

/**
 * A topic client without a bus: what is measured is execution.
 *
 * @param reply what every request is answered with, at once
 */
record AnsweredTopics(Buffer reply) implements TopicClient {

    @Override
    public Future<PublishOutcome> publish(String provider, String topic, EventAttributes attributes, Buffer payload) {
        throw new UnsupportedOperationException("nothing is published here");
    }

    @Override
    public Future<EventReply> request(
            String provider,
            String topic,
            String pattern,
            Map<String, String> headers,
            Buffer payload,
            Duration timeout) {
        return Future.succeededFuture(new EventReply(reply, 0));
    }
}
