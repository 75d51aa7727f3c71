package io.weir.bridge.kafka;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * How the log's group reads its topics.
 *
 * @param group the consumer group's name
 * @param pattern which topics
 * @param marks what stands beside each committed offset
 * @param starts where partitions begin that the group has no offset of; one that is not here is newer than the plan, and is
 *     read from its beginning
 * @param resets where partitions go on whose offset is of no use any more
 * @param topics the topics that are there, with their ids
 */
record GroupPlan(
        String group,
        Pattern pattern,
        PatternMarks marks,
        Map<TopicPartition, Long> starts,
        Map<TopicPartition, Long> resets,
        Map<String, Uuid> topics) {

    GroupPlan {
        starts = Map.copyOf(starts);
        resets = Map.copyOf(resets);
        topics = Map.copyOf(topics);
    }
}
