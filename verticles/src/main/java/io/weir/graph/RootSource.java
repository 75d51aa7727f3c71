package io.weir.graph;

import io.weir.bus.ChangeAction;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.template.TopicTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a root field's representation comes from. */
public sealed interface RootSource {

    /** Weir answers by itself: its version. */
    record WeirVersion() implements RootSource {}

    /**
     * One request on a topic, one reply.
     *
     * @param provider the provider's name in the configuration
     * @param timeout how long the reply may take, where the field says
     */
    record EventsRequest(String provider, TopicTemplate topic, Optional<Duration> timeout) implements RootSource {}

    /**
     * One event published on a topic.
     *
     * @param provider the provider's name in the configuration
     */
    record EventsPublish(String provider, TopicTemplate topic) implements RootSource {}

    /**
     * Every event of some topics for which the filter holds.
     *
     * @param provider the provider's name in the configuration
     * @param topics at least one; rendered, two of them may be the same
     * @param filter absent when every event passes
     * @param awaitEntity how long entities that are null are asked for again
     * @param resumeArgument the field's argument from which a client goes on; empty when there is none
     * @param idField the field of the event that is its id; empty where ids are positions of the log
     * @param awaits the systems that must have caught up with an event before it is delivered
     * @param onChange events are hints: what is sent is the entity itself, and only when it differs
     */
    record EventsSubscribe(
            String provider,
            List<TopicTemplate> topics,
            Optional<EventFilter> filter,
            Duration awaitEntity,
            Optional<String> resumeArgument,
            Optional<String> idField,
            List<String> awaits,
            boolean onChange)
            implements RootSource {

        /** Copies the lists. */
        public EventsSubscribe {
            topics = List.copyOf(topics);
            awaits = List.copyOf(awaits);
        }

        /** The same, where this must hold too. */
        EventsSubscribe with(EventFilter more) {
            EventFilter both = filter.<EventFilter>map(one -> new EventFilter.And(List.of(one, more)))
                    .orElse(more);
            return new EventsSubscribe(
                    provider, topics, Optional.of(both), awaitEntity, resumeArgument, idField, awaits, onChange);
        }
    }

    /** One call of a handler, now or later. */
    record Action(ActionDefinition definition) implements RootSource {}

    /**
     * The one result of an action, once it has ended.
     *
     * @param argument the field's argument that names the action
     */
    record ActionUpdate(String argument) implements RootSource {}

    /**
     * How operations stand, in the order asked.
     *
     * @param argument the field's argument that names them
     */
    record Queue(String argument) implements RootSource {}

    /**
     * A client takes an action back, or has it tried again.
     *
     * @param argument the field's argument that names the action
     */
    record ActionChange(ChangeAction.Change change, String argument) implements RootSource {}
}
