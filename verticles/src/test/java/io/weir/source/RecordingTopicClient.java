package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Topics in memory: remembers what was sent, answers what it was told. */
public final class RecordingTopicClient implements TopicClient {

    private final List<String> sent = new ArrayList<>();
    private final List<EventAttributes> attributes = new ArrayList<>();
    private final Map<String, String> replies = new HashMap<>();
    private final Map<String, Promise<Buffer>> held = new HashMap<>();
    private PublishOutcome outcome = new PublishOutcome(true, "");

    /** Every request and event so far, as {@code topic payload}. */
    public List<String> sent() {
        return sent;
    }

    /** What travelled beside every event so far. */
    public List<EventAttributes> attributes() {
        return attributes;
    }

    /** Answers requests on {@code topic} with this JSON. */
    public RecordingTopicClient reply(String topic, String json) {
        replies.put(topic, json);
        return this;
    }

    /** Answers requests on {@code topic} when the promise is kept. */
    public Promise<Buffer> hold(String topic) {
        return held.computeIfAbsent(topic, held -> Promise.promise());
    }

    /** Refuses every event from now on. */
    public RecordingTopicClient refuse() {
        outcome = new PublishOutcome(false, "no broker");
        return this;
    }

    @Override
    public Future<PublishOutcome> publish(String provider, String topic, EventAttributes beside, Buffer payload) {
        attributes.add(beside);
        sent.add(topic + " " + payload);
        return Future.succeededFuture(outcome);
    }

    @Override
    public Future<EventReply> request(
            String provider,
            String topic,
            String pattern,
            Map<String, String> headers,
            Buffer payload,
            Duration timeout) {
        sent.add(topic + " " + payload);
        if (held.containsKey(topic)) {
            return held.get(topic).future().map(reply -> new EventReply(reply, 0));
        }
        String reply = replies.get(topic);
        return reply == null
                ? Future.failedFuture(
                        new SourceException(ErrorCode.EVENT_REQUEST_TIMEOUT, "no one answers on " + topic, false))
                : Future.succeededFuture(new EventReply(Buffer.buffer(reply), 0));
    }
}
