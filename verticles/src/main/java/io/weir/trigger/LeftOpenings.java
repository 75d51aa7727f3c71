package io.weir.trigger;

import io.weir.bus.BusAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The openings of a topic that were left and whose last word has not come: they may still send, some of them only when
 * their nodes come back. Belongs to one event loop.
 */
final class LeftOpenings {

    /** Of further ones, those of the longest gone nodes are forgotten. */
    private static final int MOST = 8;

    private final List<Opening> left = new ArrayList<>(0);
    private int lastAddress;

    /** A copy: they may change while somebody goes through them. */
    List<Opening> openings() {
        return List.copyOf(left);
    }

    /** Where a topic that nobody had opened is opened. */
    Opening first(String node) {
        return new Opening(node, lastAddress);
    }

    /** This one is asked for. */
    void begin(Opening at) {
        lastAddress = at.address();
        left.remove(at);
    }

    /** This one is left. */
    void add(Opening at) {
        if (!left.contains(at)) {
            left.add(at);
        }
        if (left.size() > MOST) {
            left.remove(0);
        }
    }

    /** Its last word has come. */
    void remove(Opening at) {
        left.remove(at);
    }

    /**
     * An opening at a node, at an address where no other may still send. None at a node that owes its last word of an opening
     * before: a node that has slept still sends what its broker gave it long ago, and its last word comes behind that.
     *
     * @param used one that is in use, at whose address no other may be
     * @param present whether a node is there
     */
    Optional<Opening> free(String node, @Nullable Opening used, Predicate<String> present) {
        if (left.stream().anyMatch(at -> at.node().equals(node))) {
            return Optional.empty();
        }
        List<Opening> free = IntStream.rangeClosed(1, BusAddress.EVENT_ADDRESSES)
                .mapToObj(i -> new Opening(node, (lastAddress + i) % BusAddress.EVENT_ADDRESSES))
                .filter(at -> used == null || used.address() != at.address())
                .filter(at -> !owed(at.address(), present))
                .toList();
        // One of a node that is away may come back too, which it mostly does not.
        return free.stream()
                .filter(at -> !owed(at.address(), other -> true))
                .findFirst()
                .or(() -> free.stream().findFirst());
    }

    private boolean owed(int address, Predicate<String> by) {
        return left.stream().anyMatch(other -> other.address() == address && by.test(other.node()));
    }
}
