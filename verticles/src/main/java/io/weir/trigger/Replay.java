package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.LogPage;
import io.weir.bus.LoggedEvent;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.bus.TriggerPage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What subscribers with equal wishes missed since the same place: a page of it is read and completed. Where that is all
 * of it, they become members of their group in the turn in which nothing is left between the page and what the group
 * will deliver; otherwise they get the page, and come back for the next one.
 *
 * <pre>
 *   waiting ──▶ finding the place ──▶ reading ──▶ completing ──▶ page
 *                                        ▲            │    └───▶ entering the group ──▶ joined
 *                                        └────────────┘
 * </pre>
 *
 * Belongs to one event loop.
 */
final class Replay implements StreamPipeline.Sink {

    /** Events of one page. */
    static final int PAGE_EVENTS = 500;

    /** Events that are begun before others on the event loop have their turn. */
    private static final int PER_TURN = 50;

    private final Shard shard;
    private final Trigger trigger;
    private final Planned planned;
    private final EventCursor cursor;
    private final Listener listener;
    private final List<Joiner> joiners = new ArrayList<>(1);
    private final PageResults results = new PageResults(PAGE_EVENTS);
    private final EventScopes scopes;
    private final StreamPipeline pipeline;
    private final Entrance entrance;
    private long deadline;
    private long store;
    /** Where the page begins; negative until that is known. */
    private long begin = -1;
    /** Everything up to here is in the page. */
    private long reached;

    private int read;
    private boolean ended;

    /**
     * Nothing begins yet.
     *
     * @param cursor the place
     * @param listener hears how it goes
     */
    Replay(Shard shard, Trigger trigger, Planned planned, EventCursor cursor, Listener listener) {
        this.shard = shard;
        this.trigger = trigger;
        this.planned = planned;
        this.cursor = cursor;
        this.listener = listener;
        this.scopes = shard.scopes().by(planned.by());
        this.pipeline = new StreamPipeline(
                planned.stream(), trigger.key(), trigger.bounds(), scopes, this, shard.backlog(), shard.metrics());
        this.entrance = new Entrance(shard.groups());
        startTimer();
        if (cursor.id() == null) {
            standAt(cursor.store(), cursor.position());
        }
        trigger.join();
    }

    /** Who keeps the replays. */
    interface Listener {

        /** Its subscribers were told to come back, to this place. */
        void onStill(Replay replay, EventCursor place);

        /** The last of its subscribers was answered or has left. */
        void onEnd(Replay replay);
    }

    void add(Joiner joiner) {
        joiners.add(joiner);
    }

    boolean awaitedBy(Subscription subscription) {
        return joiners.stream().anyMatch(joiner -> joiner.subscription().equals(subscription));
    }

    /** A subscriber left. */
    void remove(Subscription subscription) {
        joiners.removeIf(joiner -> joiner.subscription().equals(subscription));
        if (joiners.isEmpty()) {
            end();
        }
    }

    /** Its turn has come. */
    void begin() {
        shard.log().find(trigger.key(), cursor).onComplete((place, failure) -> {
            if (ended) {
                return;
            }
            if (place == null) {
                refuse(failure);
            } else {
                standAt(place.store(), place.position());
                read();
            }
        });
    }

    private void standAt(long where, long position) {
        store = where;
        begin = position;
        reached = position;
    }

    private void read() {
        shard.log().read(trigger.key(), store, reached, PAGE_EVENTS - read).onComplete((page, failure) -> {
            if (ended) {
                return;
            }
            if (page == null) {
                refuse(failure);
            } else {
                onRead(page);
            }
        });
    }

    private void onRead(LogPage page) {
        read += page.events().size();
        shard.metrics().eventsReplayed().increment(page.events().size());
        if (page.last() && current()) {
            entrance.open(shard.groups().of(trigger, planned));
        }
        complete(page, page.events().iterator());
    }

    /** Whether a group of now delivers what this would. */
    private boolean current() {
        return shard.operations().get() == planned.by() && shard.feed().store() == store;
    }

    private void complete(LogPage page, Iterator<LoggedEvent> events) {
        if (!current()) { // what it was planned by may be closed
            answerPage();
            return;
        }
        for (int i = 0; i < PER_TURN && events.hasNext() && !ended; i++) {
            ReceivedEvent event = ReceivedEvent.of(events.next());
            pipeline.onEvent(event, scopes.of(event.value()));
        }
        if (events.hasNext()) {
            later(() -> complete(page, events));
        } else {
            pipeline.delivered().onSuccess(delivered -> unlessEnded(() -> onCompleted(page)));
        }
    }

    @Override
    public void deliver(long sequence, ReceivedEvent event, Buffer response) {
        results.add(event, response);
        reached = event.position();
        if (results.full()) {
            answerPage();
        }
    }

    private void onCompleted(LogPage page) {
        reached = page.through();
        if (!page.last() || entrance.lost()) {
            answerPage();
        } else if (entrance.covers(reached)) {
            shard.feed().reached(this, reached).onSuccess(there -> unlessEnded(this::enter));
        } else if (entrance.group() == null || read >= PAGE_EVENTS) {
            answerPage();
        } else {
            read(); // what came between the reading and the entrance
        }
    }

    /** Nothing of the topic is between the page and what the group has to deliver. */
    private void enter() {
        Group group = entrance.group();
        if (group == null || !entrance.covers(reached) || !current()) {
            answerPage();
            return;
        }
        List<StreamResult> all = Stream.concat(results.all().stream(), entrance.behind(reached).stream())
                .toList();
        long through = group.reached(reached, shard.feed().position());
        for (Joiner joiner : joiners) {
            long from = group.addBehind(joiner.subscription(), reached);
            joiner.answer(new TriggerJoined(group.id(), from, all, store, through));
        }
        end();
    }

    private void answerPage() {
        shard.metrics().pages().increment(joiners.size());
        answer(new TriggerPage(results.all(), store, reached));
        end();
    }

    private void refuse(Throwable failure) {
        answer(Refusals.of(failure, planned.stream()));
        end();
    }

    /**
     * Transports wait no longer: they get what there is, and come back. Where that is nothing yet, this goes on, so that
     * it is further when they do.
     */
    private void onDeadline() {
        if (begin < 0) {
            answer(Refusals.unavailable());
            end();
        } else if (reached > begin || joiners.isEmpty()) {
            answerPage();
        } else {
            answer(new TriggerPage(List.of(), store, begin));
            joiners.clear();
            listener.onStill(this, EventCursor.at(store, begin));
            startTimer();
        }
    }

    private void startTimer() {
        deadline = shard.vertx().setTimer(shard.config().joinTimeout().toMillis(), timer -> onDeadline());
    }

    private void answer(BusMessage answer) {
        joiners.forEach(joiner -> joiner.answer(answer));
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        shard.vertx().cancelTimer(deadline);
        shard.feed().forget(this);
        pipeline.close();
        entrance.close();
        trigger.joinEnded();
        shard.topics().closeLater(trigger);
        listener.onEnd(this);
    }

    private void later(Runnable step) {
        shard.vertx().runOnContext(next -> unlessEnded(step));
    }

    private void unlessEnded(Runnable step) {
        if (!ended) {
            step.run();
        }
    }
}
