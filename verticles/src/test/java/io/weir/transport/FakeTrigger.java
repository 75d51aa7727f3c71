package io.weir.transport;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.TriggerJoined;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A trigger that makes everyone a member of one group, unless it is told to hold or refuse. */
public final class FakeTrigger {

    public static final long GROUP = 7;

    /** The topic that no one may join. */
    public static final String REFUSED = "refused";

    /** The topic whose joins stay open until {@link #admit}. */
    public static final String HELD = "held";

    private final EventBus bus;
    private final BlockingQueue<JoinTrigger> joins = new LinkedBlockingQueue<>();
    private final BlockingQueue<LeaveTrigger> leaves = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message<BusMessage>> held = new LinkedBlockingQueue<>();
    private volatile String deliverTo = "";

    FakeTrigger(Vertx vertx, int shard) {
        bus = vertx.eventBus();
        bus.<BusMessage>consumer(BusAddress.trigger("n1", shard), this::take);
    }

    private void take(Message<BusMessage> message) {
        if (message.body() instanceof JoinTrigger join) {
            deliverTo = join.deliverTo();
            joins.add(join);
            if (join.topic().equals(REFUSED)) {
                message.reply(new JoinRefused(Buffer.buffer("[{\"message\":\"no\"}]")));
            } else if (join.topic().equals(HELD)) {
                held.add(message);
            } else {
                message.reply(TriggerJoined.live(GROUP, 0));
            }
        } else if (message.body() instanceof LeaveTrigger leave) {
            leaves.add(leave);
        }
    }

    /** Answers the join that waits. */
    public void admit() throws InterruptedException {
        held.take().reply(TriggerJoined.live(GROUP, 0));
    }

    public JoinTrigger joined() throws InterruptedException {
        return joins.poll(20, TimeUnit.SECONDS);
    }

    public LeaveTrigger left() throws InterruptedException {
        return leaves.poll(20, TimeUnit.SECONDS);
    }

    public void next(String response) {
        bus.send(deliverTo, GroupResult.next(GROUP, 0, Buffer.buffer(response)));
    }

    public void complete() {
        bus.send(deliverTo, GroupResult.complete(GROUP, 0, GroupResult.NONE));
    }
}
