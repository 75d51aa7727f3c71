package io.weir.bridge.kafka;

import io.weir.bridge.BridgeException;
import io.weir.bridge.ProviderWords;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Finds out where the log's group has to read on, or that it cannot: what Kafka has of a group are offsets, and an offset
 * that is gone, or is one of a topic that is gone, may stand for events that nobody has read. Blocks.
 */
final class GroupPlanner {

    private final Topology topology;
    private final Admin admin;
    private final Duration patience;
    private final ProviderWords words;

    GroupPlanner(KafkaLink link, Duration patience, ProviderWords words) {
        this.topology = link.topology();
        this.admin = link.admin();
        this.patience = patience;
        this.words = words;
    }

    /**
     * Plans from what the cluster has now.
     *
     * @param group the consumer group's name
     * @param lost whether events are known to be lost
     * @throws BridgeException with {@code QUEUE_LOST} when events may be lost and that is not known yet
     */
    GroupPlan plan(String group, LogTopics wanted, boolean lost)
            throws InterruptedException, ExecutionException, TimeoutException {
        Pattern pattern = KafkaTopic.matching(wanted.patterns());
        Map<String, Uuid> topics = matching(pattern);
        List<TopicPartition> partitions = await(topology.describe(topics.keySet())).stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions()).mapToObj(topic::partition))
                .toList();
        // The ends before the offsets: a node that commits its own starts between the two begins before what follows.
        Map<TopicPartition, Long> ends = await(topology.offsets(partitions, OffsetSpec.latest()));
        Map<TopicPartition, Long> beginnings = await(topology.offsets(partitions, OffsetSpec.earliest()));
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        Map<TopicPartition, Long> resets = outOfRange(partitions, committed, beginnings, ends);
        boolean unknown = committed.isEmpty() && !partitions.isEmpty();
        if (!wanted.create() && (lost || unknown || !resets.isEmpty())) {
            throw new BridgeException(BusFailure.QUEUE_LOST, words.queueLost());
        }
        Pattern before = before(wanted.patterns(), PatternMarks.in(committed.values()));
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (!committed.containsKey(partition)) {
                boolean newer = before.matcher(partition.topic()).matches();
                starts.put(partition, (newer ? beginnings : ends).get(partition));
            }
        }
        return new GroupPlan(group, pattern, PatternMarks.of(wanted.patterns()), starts, resets, topics);
    }

    private Map<String, Uuid> matching(Pattern pattern)
            throws InterruptedException, ExecutionException, TimeoutException {
        return await(topology.topics()).entrySet().stream()
                .filter(topic -> pattern.matcher(topic.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(await(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()));
        committed.values().removeIf(offset -> offset == null);
        return committed;
    }

    /** The topic was cut at either end, or is another one of the same name: all that there is of it is still to be read. */
    private static Map<TopicPartition, Long> outOfRange(
            List<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .filter(committed::containsKey)
                .filter(partition -> {
                    long offset =
                            Objects.requireNonNull(committed.get(partition)).offset();
                    return offset < Objects.requireNonNull(beginnings.get(partition))
                            || offset > Objects.requireNonNull(ends.get(partition));
                })
                .collect(Collectors.toMap(partition -> partition, beginnings::get));
    }

    private static Pattern before(Collection<String> patterns, PatternMarks marks) {
        Stream<String> known = patterns.stream().filter(marks::has);
        return KafkaTopic.matching(known.toList());
    }

    private <T> T await(CompletionStage<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
