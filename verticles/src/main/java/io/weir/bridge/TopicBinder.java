package io.weir.bridge;

import java.util.Collection;
import java.util.Map;

/** One link's side of {@link TopicBindings}: tells the broker which topics to deliver. Calls block; one thread at a time. */
public interface TopicBinder {

    /**
     * Binds topics; the broker has confirmed each that is not in the answer.
     *
     * @return why not, by topic
     */
    Map<String, BrokerFailure> bind(Collection<String> topics) throws Exception;

    /** Unbinds topics. One that is not bound, or that this user may not have, is no error. */
    void unbind(Collection<String> topics) throws Exception;

    /** Nobody knows any more what is bound: ends the link. */
    void lost(Exception failure);
}
