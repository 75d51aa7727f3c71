package io.weir.transport;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.bus.TriggerPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A trigger with a log of its own: topics whose events have positions, pages for those who are behind, one
 * group for each topic and response key. A response is {@code {"data":{"KEY":POSITION}}}, followed by the padding that
 * was asked for.
 */
public final class FakeLog {

    public static final long STORE = 77;

    /** One event. */
    public record Event(String topic, long position, String id) {}

    /** What joined, in order. */
    public final List<JoinTrigger> joins = new CopyOnWriteArrayList<>();

    public final List<LeaveTrigger> leaves = new CopyOnWriteArrayList<>();
    /** All events, in order. */
    public final List<Event> events = new CopyOnWriteArrayList<>();

    private final Vertx vertx;
    private final Context context;
    private final Map<String, Group> groups = new TreeMap<>();
    private final Set<Long> left = new HashSet<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> unkept = new HashSet<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private Random slowness = null;
    private int pageSize = 3;
    private int padding;
    private int failing;
    private int losing;
    private long head;
    private long lastGroup;

    /** Is the trigger of this shard. */
    public FakeLog(Vertx vertx, int shard) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        onLoop(() -> vertx.eventBus().<BusMessage>consumer(BusAddress.trigger("n1", shard), this::take));
    }

    private static final class Group {
        final long id;
        final String topic;
        final String key;
        final Map<Long, String> members = new HashMap<>();
        long sequence;

        Group(long id, String topic, String key) {
            this.id = id;
            this.topic = topic;
            this.key = key;
        }
    }

    /** Events in one page. */
    public void pages(int size) {
        onLoop(() -> pageSize = size);
    }

    /** How large each response is, about. */
    public void padding(int bytes) {
        onLoop(() -> padding = bytes);
    }

    /** Answers joins some milliseconds late. */
    public void slow(Random random) {
        onLoop(() -> slowness = random);
    }

    /** The next joins fail, as without a store. */
    public void fail(int joins) {
        onLoop(() -> failing = joins);
    }

    /** The next joins are not answered. */
    public void lose(int joins) {
        onLoop(() -> losing = joins);
    }

    /** The topic is fed by something else, as after another graph was loaded. */
    public void keepNothing(String topic) {
        onLoop(() -> unkept.add(topic));
    }

    /** No one may join this topic from now on; null lets them again. */
    public void refuse(String topic, String errors) {
        onLoop(() -> refusals.put(topic, errors));
    }

    /** Joins of this topic are not answered until {@link #let}. */
    public void hold(String topic) {
        onLoop(() -> held.add(topic));
    }

    /** Answers what {@link #hold} held. */
    public void let() {
        onLoop(() -> {
            held.clear();
            List<Runnable> now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
        });
    }

    /** Logs and fans out one event. */
    public long publish(String topic) {
        return publish(topic, null);
    }

    /** One that has an id of its own. */
    public long publish(String topic, String id) {
        onLoop(() -> {
            head++;
            Event event = new Event(topic, head, id);
            events.add(event);
            of(topic).forEach(group -> tell(group, next(group, event)));
        });
        return events.get(events.size() - 1).position();
    }

    /** Sends the topic's last event once more. */
    public void repeat(String topic) {
        onLoop(() -> events.stream()
                .filter(event -> event.topic().equals(topic))
                .reduce((one, next) -> next)
                .ifPresent(last -> of(topic).forEach(group -> tell(group, next(group, last)))));
    }

    /** An error that comes of no event. */
    public void error(String topic) {
        onLoop(() -> of(topic)
                .forEach(group ->
                        tell(group, GroupResult.next(group.id, group.sequence++, Buffer.buffer("{\"errors\":[]}")))));
    }

    /** Passes by what is not for the topic, and says so. */
    public void moveOn(String topic) {
        onLoop(() -> {
            head++;
            of(topic).forEach(group -> tell(group, marker(group, GroupResult.Kind.POSITION)));
        });
    }

    /** The topic's groups are no more. */
    public void fallBehind(String topic) {
        onLoop(() -> of(topic).forEach(group -> {
            tell(group, marker(group, GroupResult.Kind.BEHIND));
            groups.values().remove(group);
        }));
    }

    /** The topic's groups end. */
    public void complete(String topic) {
        onLoop(() -> of(topic).forEach(group -> {
            tell(group, GroupResult.complete(group.id, group.sequence, group.sequence++ - 1));
            groups.values().remove(group);
        }));
    }

    /** How many are members of the topic's groups. */
    public int members(String topic) {
        int[] count = {0};
        onLoop(() -> of(topic).forEach(group -> count[0] += group.members.size()));
        return count[0];
    }

    public long head() {
        return head;
    }

    private List<Group> of(String topic) {
        return groups.values().stream()
                .filter(group -> group.topic.equals(topic))
                .toList();
    }

    private GroupResult next(Group group, Event event) {
        return new GroupResult(
                group.id,
                group.sequence,
                group.sequence++ - 1,
                GroupResult.Kind.NEXT,
                response(group.key, event),
                event.position(),
                event.id());
    }

    private GroupResult marker(Group group, GroupResult.Kind kind) {
        return new GroupResult(group.id, group.sequence, group.sequence++ - 1, kind, Buffer.buffer(0), head, null);
    }

    private void tell(Group group, GroupResult result) {
        new HashSet<>(group.members.values())
                .forEach(transport -> vertx.eventBus().send(transport, result));
    }

    private void take(Message<BusMessage> message) {
        if (message.body() instanceof LeaveTrigger leave) {
            leaves.add(leave);
            left.add(leave.subscriptionId());
            groups.values().forEach(group -> group.members.remove(leave.subscriptionId()));
        } else if (message.body() instanceof JoinTrigger join) {
            joins.add(join);
            if (losing > 0) {
                losing--;
            } else if (held.contains(join.topic())) {
                waiting.add(() -> answer(message, join));
            } else if (slowness != null && slowness.nextInt(3) == 0) {
                vertx.setTimer(1 + slowness.nextInt(5), timer -> answer(message, join));
            } else {
                answer(message, join);
            }
        }
    }

    private void answer(Message<BusMessage> message, JoinTrigger join) {
        if (left.contains(join.subscriptionId())) {
            return;
        }
        String refusal = refusals.get(join.topic());
        if (failing > 0) {
            failing--;
            message.fail(BusFailure.STORE_UNAVAILABLE.code(), "the store does not answer");
        } else if (refusal != null) {
            message.reply(new JoinRefused(Buffer.buffer(refusal)));
        } else {
            message.reply(admit(join));
        }
    }

    private BusMessage admit(JoinTrigger join) {
        String key = Objects.requireNonNullElse(join.responseKey(), "s");
        List<Event> missed = join.after() == null ? List.of() : missed(join);
        if (missed.size() > pageSize) {
            List<Event> page = missed.subList(0, pageSize);
            return new TriggerPage(
                    results(key, page), STORE, page.get(page.size() - 1).position());
        }
        Group group =
                groups.computeIfAbsent(join.topic() + " " + key, each -> new Group(++lastGroup, join.topic(), key));
        group.members.put(join.subscriptionId(), join.deliverTo());
        return unkept.contains(join.topic())
                ? TriggerJoined.live(group.id, group.sequence)
                : new TriggerJoined(group.id, group.sequence, results(key, missed), STORE, head);
    }

    private List<Event> missed(JoinTrigger join) {
        long after = join.after().id() == null
                ? join.after().position()
                : events.stream()
                        .filter(event -> join.after().id().equals(event.id()))
                        .findFirst()
                        .orElseThrow()
                        .position();
        return events.stream()
                .filter(event -> event.topic().equals(join.topic()) && event.position() > after)
                .toList();
    }

    private List<StreamResult> results(String key, List<Event> of) {
        return of.stream()
                .map(event -> new StreamResult(event.position(), event.id(), response(key, event)))
                .toList();
    }

    private Buffer response(String key, Event event) {
        return Buffer.buffer("{\"data\":{\"%s\":%d%s}}"
                .formatted(key, event.position(), padding == 0 ? "" : ",\"p\":\"" + "x".repeat(padding) + "\""));
    }

    private void onLoop(Runnable task) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                task.run();
                done.complete();
            } catch (RuntimeException e) {
                done.fail(e);
            }
        });
        done.future().toCompletionStage().toCompletableFuture().join();
    }
}
