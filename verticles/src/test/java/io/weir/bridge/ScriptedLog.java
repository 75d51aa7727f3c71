package io.weir.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.EventsAppended;
import io.weir.bus.TopicEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A log that does what a test says, and notes what it was given. It stores what comes twice twice. */
public final class ScriptedLog {

    public final List<TopicEvent> stored = new CopyOnWriteArrayList<>();
    public final AtomicInteger refusals = new AtomicInteger();
    /** Batches that are not answered; null when each is answered at once. */
    public volatile @Nullable List<Message<AppendEvents>> held;
    /** Why batches are not stored; null when they are. */
    public volatile @Nullable BusFailure failing;

    /** Takes what is sent to the log of a node. */
    public ScriptedLog at(Vertx vertx) {
        BridgeClient.await(vertx.eventBus()
                .<AppendEvents>consumer(BusAddress.LOG, this::onBatch)
                .completion());
        return this;
    }

    public void store(Message<AppendEvents> batch) {
        stored.addAll(batch.body().events());
        batch.reply(new EventsAppended(0));
    }

    public List<String> payloads() {
        return stored.stream().map(event -> event.payload().toString()).toList();
    }

    private void onBatch(Message<AppendEvents> batch) {
        BusFailure failure = failing;
        List<Message<AppendEvents>> holding = held;
        if (failure != null) {
            refusals.incrementAndGet();
            batch.fail(failure.code(), "not now");
        } else if (holding != null) {
            holding.add(batch);
        } else {
            store(batch);
        }
    }
}
