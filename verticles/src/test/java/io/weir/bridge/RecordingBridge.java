package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventReply;
import io.weir.bus.LogTopics;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicRoute;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bridge to nowhere: notes what it was asked and answers what the test gave it. */
final class RecordingBridge implements Bridge {

    final List<String> calls = new CopyOnWriteArrayList<>();
    Future<Void> opened = Future.succeededFuture();
    Future<Boolean> caughtUp = Future.succeededFuture(true);
    Future<Void> kept = Future.succeededFuture();
    Future<PublishOutcome> published = Future.succeededFuture(new PublishOutcome(true, ""));
    Future<EventReply> replied = Future.succeededFuture(new EventReply(Buffer.buffer("{}"), 0));

    @Override
    public Future<Void> open(String topic, TopicRoute to) {
        calls.add("open %s %s %d".formatted(topic, to.address(), to.opening()));
        return opened;
    }

    @Override
    public Future<Boolean> caughtUp() {
        return caughtUp;
    }

    @Override
    public long close(String topic, TopicRoute to) {
        calls.add("close %s %s %d".formatted(topic, to.address(), to.opening()));
        return 17;
    }

    @Override
    public Future<Void> keep(LogTopics topics) {
        calls.add("keep " + topics.queue() + " " + topics.patterns());
        return kept;
    }

    @Override
    public Future<PublishOutcome> publish(PublishEvent event) {
        calls.add("publish " + event.topic());
        return published;
    }

    @Override
    public Future<EventReply> request(RequestEvent request) {
        calls.add("request " + request.topic());
        return replied;
    }
}
