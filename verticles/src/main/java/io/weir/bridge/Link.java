package io.weir.bridge;

import java.util.Map;
import java.util.Set;

/** One life of the connection, or the connections, to a broker. What is lost once is given up whole, and opened anew. */
public interface Link {

    /** Whether everything of it is there. On any thread. */
    boolean isOpen();

    /** The topics that it was to bring back and that the broker does not let this user have any more, with the reason. */
    Map<String, BrokerFailure> unbound();

    /** Ends it, whatever state it is in. Blocks for seconds at most. */
    void abort();

    /** Hears what happens to a link, on any thread, several times perhaps. */
    interface Fate {

        /** Nothing arrives any more. */
        void onLost(BrokerFailure failure);

        /** The broker refused one event or request and ended what carried it. The next gets a new one. */
        void onRefused(BrokerFailure failure);
    }

    /** Makes links to one broker. */
    interface Opener<L extends Link> {

        /**
         * Makes one link; blocks, for a bounded time. What it began it ends when it fails.
         *
         * @param topics what the link must deliver before it counts as open
         */
        L open(Set<String> topics, Fate fate) throws Exception;

        /** What an exception of {@link #open} means. */
        BrokerFailure failure(Exception e);
    }
}
