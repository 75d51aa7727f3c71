package io.weir.graph.delivery;

import io.weir.graph.template.TopicTemplate;
import java.util.List;
import java.util.Optional;

/**
 * The topic that feeds a field of Subscription.
 *
 * @param provider its name in the configuration
 * @param resumeArgument the field's argument from which clients go on; empty when there is none
 * @param awaits the systems that clients of the field wait for
 * @param onChange whether events are hints only
 */
public record TopicFeed(
        String provider, TopicTemplate topic, Optional<String> resumeArgument, List<String> awaits, boolean onChange) {

    /** Copies the list. */
    public TopicFeed {
        awaits = List.copyOf(awaits);
    }
}
