package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.GroupResult;
import io.weir.bus.GroupResult.Kind;
import io.weir.bus.LeaveTrigger;
import io.weir.cluster.Peers;
import io.weir.telemetry.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The groups of one shard, by the ids that transports know them by. Belongs to one event loop. */
final class Groups {

    /** Transport instances of gone nodes that are remembered. */
    private static final int MOST_DISOWNED = 64;

    private final Metrics metrics;
    private final GroupSender sender;
    private final Backlog backlog;
    private final GroupIds ids = new GroupIds();
    private final Map<Long, Group> groups = new HashMap<>();
    /** The nodes that were there when that was looked at last. */
    private Set<String> seen = Set.of();
    /** What transports of gone nodes were members of; a node that starts again is another one. */
    private final Map<String, List<Long>> disowned = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Long>> eldest) {
            return size() > MOST_DISOWNED;
        }
    };

    Groups(EventBus bus, Peers peers, Backlog backlog, Metrics metrics) {
        this.metrics = metrics;
        this.sender = new GroupSender(bus, peers);
        this.backlog = backlog;
        this.seen = peers.members().nodes().keySet();
    }

    /** The group of this trigger that gets what is planned; made if there is none. */
    Group of(Trigger trigger, Planned planned) {
        Group known = trigger.group(planned.key());
        if (known != null) {
            return known;
        }
        Group group = new Group(ids.next(), planned.asked(), planned.stream(), trigger, sender, backlog, metrics);
        trigger.add(group);
        groups.put(group.id(), group);
        metrics.groups().increment();
        return group;
    }

    /** Takes a subscription out of its group, or out of whatever group it is in; the groups that are empty now. */
    List<Group> leave(LeaveTrigger leave) {
        Subscription subscription = Subscription.of(leave);
        List<Group> candidates = leave.groupId() == LeaveTrigger.WHATEVER_GROUP
                ? List.copyOf(groups.values())
                : list(groups.get(leave.groupId()));
        List<Group> empty = candidates.stream()
                .filter(group -> group.remove(subscription) && group.empty())
                .toList();
        empty.forEach(this::close);
        return empty;
    }

    /**
     * Forgets the members of transports whose nodes are gone. Should such a node come back, what its transports believe to
     * be members is told to go on as new ones.
     *
     * @return the groups that are empty now
     */
    List<Group> onMembers(io.weir.cluster.Members nodes) {
        Set<String> away = new HashSet<>();
        List<Group> left = new ArrayList<>();
        for (String back : Set.copyOf(disowned.keySet())) {
            if (nodes.has(BusAddress.nodeOf(back))) {
                disowned.remove(back)
                        .forEach(group -> sender.send(
                                back,
                                new GroupResult(group, 0, GroupResult.NONE, Kind.BEHIND, Buffer.buffer(0), 0, null)));
            }
        }
        for (String node : seen) {
            if (!nodes.has(node)) {
                away.add(node);
            }
        }
        seen = nodes.nodes().keySet();
        if (!away.isEmpty()) {
            groups.values().forEach(group -> disown(group, away, left));
        }
        List<Group> empty = left.stream().filter(Group::empty).toList();
        empty.forEach(this::close);
        return empty;
    }

    /** Whether transports of other nodes have members here. */
    boolean hasGuests(String self) {
        return groups.values().stream()
                .flatMap(group -> group.transports().stream())
                .anyMatch(transport -> !BusAddress.nodeOf(transport).equals(self));
    }

    private void disown(Group group, Set<String> away, List<Group> left) {
        for (String transport : List.copyOf(group.transports())) {
            if (away.contains(BusAddress.nodeOf(transport)) && group.removeAll(transport)) {
                disowned.computeIfAbsent(transport, first -> new ArrayList<>()).add(group.id());
                left.add(group);
            }
        }
    }

    /** One that was about to become a member has become one, or never will. */
    void detach(Group group, Newcomer newcomer) {
        group.detach(newcomer);
        if (group.empty()) {
            close(group);
        }
    }

    /** Every group that takes events. */
    List<Group> open() {
        return groups.values().stream().filter(group -> !group.ending()).toList();
    }

    /** Tells those who have heard nothing for a while where the log is now. */
    void tellPositions(long standing) {
        for (Group group : groups.values()) {
            if (group.trigger().logged()) {
                group.tellPosition(standing);
            }
        }
    }

    /** Ends a group, behind the events that are under way for it. */
    void end(Group group, String message, String code) {
        group.trigger().remove(group);
        group.end(message, code).onSuccess(ended -> close(group));
    }

    /** Gives a group up that does not keep up with the log: its members go on from where they are. */
    void fallBehind(Group group, long standing) {
        group.fallBehind(standing);
        close(group);
    }

    /**
     * Completes once the results of every event so far of one group have been handled: an answer finds its way back faster
     * than a node's first result finds its address.
     */
    Future<Void> handled(long id) {
        Group group = groups.get(id);
        return group == null ? Future.succeededFuture() : group.delivered().compose(delivered -> sender.handled());
    }

    /** Completes once every event so far has been delivered. */
    Future<Void> delivered() {
        return backlog.delivered();
    }

    /** Completes once the results of all events so far, of sources that wait for them, have been handled. */
    Future<Void> handled() {
        return backlog.deliveredOfHeldBack().compose(delivered -> sender.handled());
    }

    private void close(Group group) {
        if (groups.remove(group.id()) != null) {
            metrics.groups().decrement();
            group.trigger().remove(group);
            group.close();
        }
    }

    private static List<Group> list(@Nullable Group group) {
        return group == null ? List.of() : List.of(group);
    }
}
