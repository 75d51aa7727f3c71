package io.weir.transport.fanout;

import io.weir.bus.BusAddress;
import io.weir.bus.GroupResult;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import io.weir.cluster.Members;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.List;
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
    private final Nodes nodes = new Nodes();

    /**
     * Without members yet.
     *
     * @param declared whether each response says what its stream promises
     */
    Groups(boolean declared, Metrics metrics) {
        this.declared = declared;
        this.metrics = metrics;
    }

    /**
     * Takes a member in, whose {@link Member#groupId} is set.
     *
     * @param trigger the address of the group's trigger
     */
    void add(Member member, String trigger) {
        groups.computeIfAbsent(member.groupId, id -> new Group(member, nodes.intern(BusAddress.nodeOf(trigger))))
                .members
                .add(member);
    }

    /** Tells those whose triggers' nodes are gone, or on their way out while there is another one. */
    void onMembers(Members members) {
        boolean elsewhere = members.anywhere(Service.TRIGGERS);
        for (String node : nodes.all()) {
            NodePresence presence = members.nodes().get(node);
            if (presence == null) {
                nodes.forget(node);
                on(node).forEach(this::gone);
            } else if (elsewhere && presence.phase() == Phase.DRAINING && !node.equals(members.self())) {
                on(node).forEach(this::drains);
            }
        }
    }

    private List<Group> on(String node) {
        return groups.values().stream().filter(group -> group.node.equals(node)).toList();
    }

    /** A result got lost on its way: those that it was for go on as when the trigger is gone, each from its place. */
    private void missed(Group group, long sequence) {
        metrics.eventsLost().increment();
        long spread = spread(group);
        group.members.forEach(member -> {
            if (member.from <= sequence) {
                remove(member);
                guarded(() -> member.onTriggerGone(spread));
            }
        });
    }

    private void gone(Group group) {
        long spread = spread(group);
        group.members.forEach(member -> {
            remove(member);
            guarded(() -> member.onTriggerGone(spread));
        });
    }

    private void drains(Group group) {
        long spread = spread(group);
        group.members.forEach(member -> guarded(() -> member.onTriggerDrains(spread)));
    }

    private static long spread(Group group) {
        return Math.min(group.members.size(), LONGEST_SPREAD_MILLIS);
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
        if (group.misses(result)) {
            missed(group, result.previous());
        }
        switch (result.kind()) {
            case NEXT -> next(group, result);
            case POSITION -> position(group, result);
            case BEHIND -> behind(group, result);
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

    private void behind(Group group, GroupResult result) {
        long spread = spread(group);
        group.members.forEach(member -> {
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

    /** Who hears the results of one group here. */
    private static final class Group {

        /** Never empty. */
        final Roster<Member> members = new Roster<>();
        /** What the group's stream promises. */
        final Delivery delivery;
        /** The trigger's; empty where it is in no cluster. */
        final String node;
        /** The sequence of the last result that came; before the first, of the one before those of the first member. */
        private long heard;

        Group(Member first, String node) {
            this.delivery = first.delivery();
            this.node = node;
            this.heard = first.from - 1;
        }

        /** A result came; whether one before it did not. */
        boolean misses(GroupResult result) {
            boolean missing = result.previous() > heard;
            heard = Math.max(heard, result.sequence());
            return missing;
        }
    }

    /** The nodes of all triggers that were joined, and are not known to be gone; each name is kept once. */
    private static final class Nodes {

        private final Map<String, String> known = new HashMap<>(2);

        String intern(String node) {
            String same = known.putIfAbsent(node, node);
            return same == null ? node : same;
        }

        List<String> all() {
            return List.copyOf(known.keySet());
        }

        void forget(String node) {
            known.remove(node);
        }
    }

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
