package io.weir.trigger;

import io.weir.execution.EventStream;
import io.weir.execution.PlannedOperations;
import io.weir.plan.RequestErrors;

/**
 * What a subscription asked for, as one graph serves it.
 *
 * @param by the operations of that graph
 */
record Planned(Asked asked, EventStream stream, PlannedOperations by) {

    /**
     * Plans by these operations. Where the topic does not feed the field, the stream is of one that does.
     *
     * @throws RequestErrors when they do not know what is asked for
     */
    static Planned of(Asked asked, PlannedOperations by) throws RequestErrors {
        return new Planned(asked, by.stream(asked.request(), asked.responseKey(), asked.topic()), by);
    }

    TopicKey topic() {
        return new TopicKey(stream.provider(), stream.topic());
    }

    /** Equal subscriptions, which get equal responses, have equal keys. */
    Object key() {
        return asked.key(stream);
    }
}
