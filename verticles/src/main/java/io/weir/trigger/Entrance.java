package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.StreamResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a subscriber with a history into a group: what the group delivers while the last of the history is being
 * completed is kept, so that nothing is missing between the two. Belongs to one event loop.
 */
final class Entrance implements Newcomer {

    /** Results that are kept; a subscriber who needs longer is behind again. */
    private static final int MAX_RESULTS = 250;

    private final Groups groups;
    private final PageResults heard = new PageResults(MAX_RESULTS);
    private @Nullable Group group;
    private long from;
    private boolean lost;

    Entrance(Groups groups) {
        this.groups = groups;
    }

    /** From now on hears what the group delivers. */
    void open(Group into) {
        if (group == null && !lost) {
            group = into;
            from = into.trigger().quietSince();
            into.attach(this);
        }
    }

    /** The group; null when it was not opened or is no more. */
    @Nullable
    Group group() {
        return group;
    }

    /** Whether something was not heard. */
    boolean lost() {
        return lost || heard.full();
    }

    /** Whether the results of all events behind this position are here, or still to come. */
    boolean covers(long position) {
        return group != null && !lost() && position >= from;
    }

    /** What was heard of events behind a position. */
    List<StreamResult> behind(long position) {
        return heard.behind(position);
    }

    /** Hears nothing any more. */
    void close() {
        Group left = group;
        group = null;
        if (left != null) {
            groups.detach(left, this);
        }
    }

    @Override
    public void onResult(ReceivedEvent event, Buffer response) {
        if (event.position() > 0 && !heard.full()) {
            heard.add(event, response);
        }
    }

    @Override
    public void onGroupClosed() {
        lost = true;
        group = null;
    }
}
