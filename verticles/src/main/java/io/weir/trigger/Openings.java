package io.weir.trigger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers a shard's openings, and finds out of the number alone at which node it was: so that a bridge that still sends for
 * an opening that was left long ago can be asked again to close it. Belongs to one event loop.
 */
final class Openings {

    /** Below it the openings of one node are counted. */
    private static final int NODE_BITS = 40;

    /** Bridges that were asked again a moment ago, by number. */
    private static final int MOST_ASKED = 1_000;

    /** All nodes there ever were: a node that starts again is another one. */
    private final List<String> nodes = new ArrayList<>(1);

    private final Map<Long, Long> asked = new LinkedHashMap<>(0) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_ASKED;
        }
    };
    private long last;

    /** A new one. */
    Opening at(String node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            index = nodes.size();
            nodes.add(node);
        }
        return new Opening(node, ((long) index << NODE_BITS) | ++last);
    }

    /**
     * Something came for an opening that nobody here has.
     *
     * @param nanos now
     * @return what is to be closed; null when there is nothing to ask, or the bridge was asked a moment ago
     */
    @Nullable
    Opening stray(long number, long nanos) {
        int index = (int) (number >>> NODE_BITS);
        if (number <= 0 || index >= nodes.size()) {
            return null;
        }
        Long before = asked.get(number);
        if (before != null && nanos - before < BridgedTopic.REPEAT.toNanos()) {
            return null;
        }
        asked.put(number, nanos);
        return new Opening(nodes.get(index), number);
    }
}
