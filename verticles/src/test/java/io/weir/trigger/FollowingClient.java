package io.weir.trigger;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.EventCursor;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.bus.TriggerPage;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A transport with one subscription to a logged topic, which follows pages and goes on from its place. */
final class FollowingClient {

    /** What it got: {@code position payload}. */
    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    /** What should not have happened. */
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    private final TriggerFixture weir;
    private final long id;
    private final String address;
    private final String topic;
    private final String query;
    private final Context context;
    private volatile long store;
    private volatile long position;
    private long last;
    private volatile boolean live;
    private volatile boolean away = true;
    private long group = -1;
    private long from;
    volatile int pages;
    volatile int behind;
    volatile int joins;

    FollowingClient(TriggerFixture weir, long id, String topic, String query) {
        this.weir = weir;
        this.id = id;
        this.address = BusAddress.transport("following" + id, 0);
        this.topic = topic;
        this.query = query;
        this.context = weir.vertx.getOrCreateContext();
        context.runOnContext(v -> weir.vertx.eventBus().<BusMessage>consumer(address, this::onMessage));
    }

    /** Goes on behind this position. */
    FollowingClient from(long place) {
        store = weir.log.store();
        position = place;
        last = place;
        return this;
    }

    FollowingClient begin() {
        context.runOnContext(v -> {
            if (away) {
                away = false;
                join();
            }
        });
        return this;
    }

    /** Goes away; {@link #begin} comes back to the same place. */
    void leave() {
        context.runOnContext(v -> {
            weir.vertx.eventBus().send(BusAddress.trigger("n1", 0), new LeaveTrigger(group, id, address));
            away = true;
            live = false;
            group = -1;
        });
    }

    boolean live() {
        return live;
    }

    long position() {
        return position;
    }

    private void join() {
        long round = ++joins;
        JoinTrigger join = new JoinTrigger(
                id,
                address,
                "default",
                topic,
                query,
                null,
                Buffer.buffer("{}"),
                "",
                Map.of(),
                null,
                store == 0 ? null : EventCursor.at(store, position));
        weir.vertx
                .eventBus()
                .<BusMessage>request(BusAddress.trigger("n1", 0), join)
                .onComplete(reply -> onReply(round, reply));
    }

    private void onReply(long round, AsyncResult<Message<BusMessage>> reply) {
        BusMessage answer = reply.succeeded() ? reply.result().body() : null;
        if (round != joins || away) {
            if (answer instanceof TriggerJoined joined) { // it left before the answer came
                weir.vertx
                        .eventBus()
                        .send(BusAddress.trigger("n1", 0), new LeaveTrigger(joined.groupId(), id, address));
            }
            return;
        }
        if (answer instanceof TriggerPage page) {
            pages++;
            page.results().forEach(this::accept);
            store = page.store();
            moveTo(page.position());
            join();
        } else if (answer instanceof TriggerJoined joined) {
            joined.results().forEach(this::accept);
            store = joined.store();
            moveTo(joined.position());
            group = joined.groupId();
            from = joined.from();
            live = true;
        } else {
            wrong.add(
                    answer instanceof JoinRefused refused
                            ? refused.errors().toString()
                            : String.valueOf(reply.cause()));
        }
    }

    private void onMessage(Message<BusMessage> message) {
        if (message.body() instanceof Checkpoint) {
            message.reply(message.body());
        } else if (message.body() instanceof GroupResult result
                && live
                && result.groupId() == group
                && result.sequence() >= from) {
            onResult(result);
        }
    }

    private void onResult(GroupResult result) {
        switch (result.kind()) {
            case NEXT -> accept(new StreamResult(result.position(), result.id(), result.payload()));
            case POSITION -> moveTo(result.position());
            case COMPLETE -> wrong.add("completed");
            case BEHIND -> {
                behind++;
                live = false;
                group = -1;
                position = Math.max(position, result.position());
                join();
            }
        }
    }

    private void accept(StreamResult result) {
        if (result.position() <= last || result.position() <= position && live) {
            wrong.add("heard " + result + " after " + last + ", standing at " + position);
        }
        last = result.position();
        heard.add(result.position() + " " + result.payload());
        position = Math.max(position, result.position());
    }

    private void moveTo(long to) {
        if (to < last) {
            wrong.add("stands at " + to + " after " + last);
        }
        position = Math.max(position, to);
    }

    @Override
    public String toString() {
        return "client %d of %s live %s away %s group %d from %d joins %d behind %d position %d last %d"
                .formatted(id, topic, live, away, group, from, joins, behind, position, last);
    }
}
