package io.weir.bridge.rabbitmq;

import io.weir.bus.LogTopics;
import java.util.List;

/**
 * A durable queue as it is to be.
 *
 * @param create whether to make one that is not there
 * @param keepMillis how long the broker keeps it when no node reads it any more
 * @param patterns AMQP topic patterns: what they take is kept
 * @param retired patterns of before that are no longer wanted
 */
record WantedQueue(String name, boolean create, long keepMillis, List<String> patterns, List<String> retired) {

    /** As the log wants it. */
    static WantedQueue of(LogTopics topics) {
        return new WantedQueue(
                topics.queue(), topics.create(), topics.keepMillis(), topics.patterns(), topics.retired());
    }
}
