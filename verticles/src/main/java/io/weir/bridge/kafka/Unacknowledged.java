package io.weir.bridge.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What was read and is not stored yet, and up to where each partition is. Thread-safe. */
final class Unacknowledged {

    private record Read(long tag, TopicPartition partition, long offset) {}

    private final Deque<Read> reads = new ArrayDeque<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long lastTag;

    /** One more was read; answers the number that it is acknowledged by. */
    synchronized long add(TopicPartition partition, long offset) {
        reads.add(new Read(++lastTag, partition, offset));
        return lastTag;
    }

    synchronized int size() {
        return reads.size();
    }

    /** Everything up to this number is stored. */
    synchronized void acknowledge(long upTo) {
        Read first = reads.peek();
        while (first != null && first.tag() <= upTo) {
            next.put(first.partition(), first.offset() + 1);
            reads.remove();
            first = reads.peek();
        }
    }

    /** A partition goes on here. */
    synchronized void at(TopicPartition partition, long offset) {
        next.put(partition, offset);
    }

    /** Where to read on, of these partitions, as far as that is not known to Kafka; it counts as known from now on. */
    synchronized Map<TopicPartition, Long> take(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> taken = new HashMap<>(next);
        taken.keySet().retainAll(partitions);
        next.keySet().removeAll(taken.keySet());
        return taken;
    }

    /** Partitions are another's: what becomes of their events here is of no more interest. */
    synchronized void forget(Collection<TopicPartition> partitions) {
        reads.removeIf(read -> partitions.contains(read.partition()));
        next.keySet().removeAll(partitions);
    }
}
