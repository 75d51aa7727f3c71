package io.weir.graph.delivery;

import io.weir.graph.template.TopicTemplate;
import java.util.List;
import java.util.Optional;

/**
 * The topics that feed a field of Subscription.
 *
 * @param provider its name in the configuration
 * @param topics at least one; rendered, two of them may be the same
 * @param resumeArgument the field's argument from which clients go on; empty when there is none
 * @param awaits the systems that clients of the field wait for
 * @param onChange whether events are hints only
 */
public record TopicFeed(
        String provider,
        List<TopicTemplate> topics,
        Optional<String> resumeArgument,
        List<String> awaits,
        boolean onChange) {

    /** Copies the lists. */
    public TopicFeed {
        topics = List.copyOf(topics);
        awaits = List.copyOf(awaits);
    }
}
