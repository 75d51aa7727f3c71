package io.weir.bridge.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the cluster says of itself and its topics. Thread-safe; nothing blocks; answers come on the library's thread. */
final class Topology {

    /** A topic that was just made is not known to every broker at once. */
    private static final int LOOKS_AFTER_CREATION = 20;

    private static final Executor SOON = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final Admin admin;
    private final boolean create;
    private final Duration patience;

    /**
     * Asks over {@code admin}.
     *
     * @param create whether a topic that is missing is made
     * @param patience how long the cluster may take to say that it is there
     */
    Topology(Admin admin, boolean create, Duration patience) {
        this.admin = admin;
        this.create = create;
        this.patience = patience;
    }

    /** Done when the cluster has answered at all. */
    CompletionStage<?> look() {
        int millis = Math.toIntExact(patience.toMillis());
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                .nodes()
                .toCompletionStage();
    }

    /** One topic, which is made where it is missing and that is wanted. */
    CompletionStage<KafkaTopic> find(String topic, AclOperation wanted) {
        return describe(topic, wanted)
                .handle((found, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedStage(found);
                    }
                    boolean missing = KafkaFailure.unwrap(failure) instanceof UnknownTopicOrPartitionException;
                    return create && missing ? make(topic, wanted) : CompletableFuture.<KafkaTopic>failedStage(failure);
                })
                .thenCompose(Function.identity());
    }

    /** All topics, by name. */
    CompletionStage<Map<String, Uuid>> topics() {
        return admin.listTopics()
                .listings()
                .toCompletionStage()
                .thenApply(all -> all.stream().collect(Collectors.toMap(TopicListing::name, TopicListing::topicId)));
    }

    /** Those of these topics that are there. */
    CompletionStage<List<KafkaTopic>> describe(Collection<String> topics) {
        List<CompletableFuture<Optional<KafkaTopic>>> all =
                admin.describeTopics(topics).topicNameValues().values().stream()
                        .map(this::presence)
                        .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenApply(done ->
                        all.stream().flatMap(topic -> topic.join().stream()).toList());
    }

    /** Where partitions begin or end; what belongs to transactions that are not over is behind the end. */
    CompletionStage<Map<TopicPartition, Long>> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        return admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), any -> which)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .toCompletionStage()
                .thenApply(found -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>();
                    found.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
                    return offsets;
                });
    }

    /** Where a topic's partitions end: whatever is published from now on is behind. */
    CompletionStage<Map<TopicPartition, Long>> ends(KafkaTopic topic) {
        return offsets(
                IntStream.range(0, topic.partitions())
                        .mapToObj(topic::partition)
                        .toList(),
                OffsetSpec.latest());
    }

    private CompletionStage<KafkaTopic> describe(String topic, AclOperation wanted) {
        Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                        List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        return Objects.requireNonNull(asked.get(topic)).toCompletionStage().thenApply(found -> {
            if (found.authorizedOperations() != null
                    && !found.authorizedOperations().contains(wanted)) {
                throw new TopicAuthorizationException(Set.of(topic));
            }
            return topic(found);
        });
    }

    private CompletionStage<KafkaTopic> make(String topic, AclOperation wanted) {
        return admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                .all()
                .toCompletionStage()
                .handle((made, failure) ->
                        failure == null || KafkaFailure.unwrap(failure) instanceof TopicExistsException
                                ? describeSoon(topic, wanted, LOOKS_AFTER_CREATION)
                                : CompletableFuture.<KafkaTopic>failedStage(failure))
                .thenCompose(Function.identity());
    }

    private CompletionStage<KafkaTopic> describeSoon(String topic, AclOperation wanted, int looks) {
        return describe(topic, wanted)
                .handle((found, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedStage(found);
                    }
                    return looks == 0
                            ? CompletableFuture.<KafkaTopic>failedStage(failure)
                            : CompletableFuture.runAsync(() -> {}, SOON)
                                    .thenCompose(paused -> describeSoon(topic, wanted, looks - 1));
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Optional<KafkaTopic>> presence(KafkaFuture<TopicDescription> topic) {
        return topic.toCompletionStage()
                .handle((found, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedStage(Optional.of(topic(found)));
                    }
                    return KafkaFailure.of(failure).code() == 0
                            ? CompletableFuture.<Optional<KafkaTopic>>failedStage(failure)
                            : CompletableFuture.completedStage(Optional.<KafkaTopic>empty());
                })
                .thenCompose(Function.identity())
                .toCompletableFuture();
    }

    private static KafkaTopic topic(TopicDescription found) {
        return new KafkaTopic(found.name(), found.topicId(), found.partitions().size());
    }
}
