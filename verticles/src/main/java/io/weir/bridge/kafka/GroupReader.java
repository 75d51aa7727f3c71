package io.weir.bridge.kafka;

import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import io.weir.bridge.queue.QueueChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A member of the log's group: reads the partitions that the group gives it on a thread of its own, and commits an offset
 * when all before it is stored. It polls on while it may not read, as a group expects of its members.
 *
 * <p>What was read of a partition that goes to another member while it is on its way to the log is read there again: the log
 * knows it by its id.
 */
final class GroupReader implements QueueChannel, ConsumerRebalanceListener, Runnable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHILE_FULL = Duration.ofMillis(20);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final GroupPlan plan;
    private final String provider;
    private final int most;
    private final Consumer<Delivery> arrived;
    private final Consumer<BrokerFailure> onLost;
    private volatile boolean closing;

    /**
     * Reads nothing yet.
     *
     * @param most how many events may be on their way to the log
     * @param arrived takes each, on the reader's thread
     * @param onLost called on the reader's thread when nothing more will arrive
     */
    GroupReader(
            KafkaConsumer<byte[], byte[]> consumer,
            GroupPlan plan,
            String provider,
            int most,
            Consumer<Delivery> arrived,
            Consumer<BrokerFailure> onLost) {
        this.consumer = consumer;
        this.plan = plan;
        this.provider = provider;
        this.most = most;
        this.arrived = arrived;
        this.onLost = onLost;
    }

    /** Done when the group knows where every partition of the plan starts. */
    CompletableFuture<Void> joined() {
        return joined;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(plan.pattern(), this);
            while (!closing) {
                read();
                if (!joined.isDone() && consumer.groupMetadata().generationId() > 0) {
                    commitStarts();
                    joined.complete(null);
                }
                commitSoon();
            }
            commitNow(consumer.assignment());
        } catch (KafkaException e) {
            joined.completeExceptionally(e);
            onLost.accept(KafkaFailure.of(e));
        } finally {
            consumer.close(GOODBYE);
            ended.countDown();
        }
    }

    @Override
    public void acknowledge(long upTo) {
        unacknowledged.acknowledge(upTo);
    }

    @Override
    public void abort() {
        closing = true;
        try {
            ended.await(GOODBYE.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(new HashSet<>(partitions));
        for (TopicPartition partition : partitions) {
            Long reset = plan.resets().get(partition);
            OffsetAndMetadata known = committed.get(partition);
            if (reset != null && !joined.isDone()) {
                consumer.seek(partition, reset);
            } else if (known == null) {
                begin(partition);
            } else if (!known.metadata().equals(plan.marks().beside(0).metadata())) {
                unacknowledged.at(partition, known.offset());
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitNow(new HashSet<>(partitions));
        unacknowledged.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        unacknowledged.forget(partitions);
    }

    private void begin(TopicPartition partition) {
        Long start = plan.starts().get(partition);
        if (start == null) {
            consumer.seekToBeginning(Set.of(partition));
        } else {
            consumer.seek(partition, start);
        }
        unacknowledged.at(partition, consumer.position(partition));
    }

    private void read() {
        boolean full = unacknowledged.size() >= most;
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(full ? POLL_WHILE_FULL : POLL)) {
            // A compacted topic's word that a key is gone is no event.
            if (record.value() != null) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                long tag = unacknowledged.add(partition, record.offset());
                arrived.accept(new Delivery(tag, EventRecords.readWithId(provider, record)));
            }
        }
    }

    /** For all partitions of the plan, whoever has them: a member that dies may not take their starts along. */
    private void commitStarts() {
        Map<TopicPartition, Long> starts = new HashMap<>(plan.starts());
        starts.keySet().removeAll(committed(starts.keySet()).keySet());
        starts.putAll(plan.resets());
        if (!starts.isEmpty()) {
            consumer.commitSync(offsets(starts));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> found = new HashMap<>(consumer.committed(partitions));
        found.values().removeIf(offset -> offset == null);
        return found;
    }

    private void commitSoon() {
        Map<TopicPartition, Long> offsets = unacknowledged.take(consumer.assignment());
        if (!offsets.isEmpty()) {
            // What is not committed is read again by whoever comes after: a failure costs no more than that.
            consumer.commitAsync(offsets(offsets), (committed, failure) -> {});
        }
    }

    private void commitNow(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = unacknowledged.take(partitions);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets(offsets), GOODBYE);
        } catch (KafkaException e) { // as above
            return;
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, plan.marks().beside(offset)));
        return offsets;
    }
}
