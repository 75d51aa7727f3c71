package io.weir.transport.fanout;

import io.weir.bus.GroupResult;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each group's results to the group's members of this transport instance. Belongs to one event loop. */
final class Groups {

    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

    /** Members of one group that join again at once would all wait for the same shard. */
    private static final long LONGEST_SPREAD_MILLIS = 10_000;

    private final boolean declared;
    private final Metrics metrics;
    private final Map<Long, Group> groups = new HashMap<>();

    /**
     * Without members yet.
     *
     * @param declared whether each response says what its stream promises
     */
    Groups(boolean declared, Metrics metrics) {
        this.declared = declared;
        this.metrics = metrics;
    }

    /** Takes a member in, whose {@link Member#groupId} is set. */
    void add(Member member) {
        groups.computeIfAbsent(member.groupId, id -> new Group(new Roster<>(), member.delivery()))
                .members
                .add(member);
    }

    /** Forgets a member; false when it was none. */
    boolean remove(Member member) {
        Group group = groups.get(member.groupId);
        if (group == null || !group.members.remove(member)) {
            return false;
        }
        if (group.members.size() == 0) {
            groups.remove(member.groupId);
        }
        return true;
    }

    /** One result, for all members that joined before it. */
    void onResult(GroupResult result) {
        Group group = groups.get(result.groupId());
        if (group == null) {
            return;
        }
        switch (result.kind()) {
            case NEXT -> next(group, result);
            case POSITION -> position(group, result);
            case BEHIND -> behind(group.members, result);
            case COMPLETE -> complete(group.members);
        }
    }

    private void next(Group group, GroupResult result) {
        Handing handing = new Handing(result, payload(group, result));
        group.members.forEach(handing);
        handing.payload.release();
        metrics.framesOut().increment(handing.handed);
    }

    private void position(Group group, GroupResult result) {
        SharedPayload payload = payload(group, result);
        group.members.forEach(member -> {
            if (member.from <= result.sequence()) {
                guarded(() -> member.onPosition(result, payload));
            }
        });
        payload.release();
    }

    private void behind(Roster<Member> members, GroupResult result) {
        long spread = Math.min(members.size(), LONGEST_SPREAD_MILLIS);
        members.forEach(member -> {
            remove(member);
            guarded(() -> member.onBehind(result, spread));
        });
    }

    private void complete(Roster<Member> members) {
        members.forEach(member -> {
            remove(member);
            guarded(member::onComplete);
        });
    }

    private SharedPayload payload(Group group, GroupResult result) {
        return new SharedPayload(result.payload(), group.delivery, declared, null);
    }

    /** One subscriber's failure is its own. */
    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a subscriber could not be told");
        }
    }

    /**
     * Who hears the results of one group here.
     *
     * @param members never empty
     * @param delivery what the group's stream promises
     */
    private record Group(Roster<Member> members, Delivery delivery) {}

    /** One response on its way round the members; those that joined after its event pass. */
    private static final class Handing implements Consumer<Member> {

        final SharedPayload payload;
        private final GroupResult result;
        int handed;

        Handing(GroupResult result, SharedPayload payload) {
            this.result = result;
            this.payload = payload;
        }

        @Override
        public void accept(Member member) {
            if (member.from <= result.sequence() && hand(member)) {
                handed++;
            }
        }

        private boolean hand(Member member) {
            try {
                return member.onNext(result, payload);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a subscriber failed to take a result");
                return false;
            }
        }
    }
}
