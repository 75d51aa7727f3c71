package io.weir.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.Checkpoint;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a sender when its receivers have handled what it sent them. The bus itself takes any number of messages and
 * says nothing; a sender that waits here before it takes more from its own source keeps what is under way bounded.
 * Belongs to one event loop.
 */
public final class Checkpoints {

    /** A receiver that is silent for so long is gone or lost; its sender must not stop for the others' sake. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long a receiver that is slow, not lost, lets its sender wait for an answer. */
    private static final Duration STILL_BUSY = PATIENCE.dividedBy(2);

    private final EventBus bus;
    private final Set<String> addresses = new HashSet<>();
    /** Who has not answered yet, by node. */
    private final Map<String, Set<Promise<Void>>> asked = new HashMap<>(2);

    private Future<Void> last = Future.succeededFuture();
    private long number;

    /** Asks receivers of this node over {@code bus}. */
    public Checkpoints(EventBus bus) {
        this.bus = bus;
    }

    /** Asks over {@code bus}; gives a receiver up at once when its node is gone. Belongs to the calling context. */
    public Checkpoints(EventBus bus, Peers peers) {
        this(bus);
        peers.follow(this::onMembers);
    }

    /** Something was just sent to this address. */
    public void sentTo(String address) {
        addresses.add(address);
    }

    /**
     * Completes once every receiver has handled what was sent to it before this call, or is given up. Never fails;
     * completes in the order of the calls.
     */
    public Future<Void> reached() {
        if (addresses.isEmpty()) {
            return last;
        }
        Checkpoint checkpoint = new Checkpoint(++number);
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(PATIENCE.toMillis());
        List<Future<?>> answers = new ArrayList<>(addresses.size() + 1);
        answers.add(last);
        for (String address : addresses) {
            answers.add(orGone(address, ask(address, checkpoint, options)));
        }
        addresses.clear();
        last = Future.join(answers).transform(answered -> Future.succeededFuture());
        return last;
    }

    /**
     * Gives a receiver's answer: {@code handled} completes once everything sent before the checkpoint has been handled,
     * however long that takes.
     */
    public static void answer(Vertx vertx, Message<Checkpoint> checkpoint, Future<Void> handled) {
        answer(vertx, checkpoint, handled, STILL_BUSY);
    }

    static void answer(Vertx vertx, Message<Checkpoint> checkpoint, Future<Void> handled, Duration patience) {
        if (handled.isComplete()) {
            checkpoint.reply(checkpoint.body());
            return;
        }
        long busy = vertx.setTimer(
                patience.toMillis(), timer -> checkpoint.fail(BusFailure.BUSY.code(), "not handled yet"));
        handled.onComplete(done -> {
            if (vertx.cancelTimer(busy)) {
                checkpoint.reply(checkpoint.body());
            }
        });
    }

    /** Completes with the answer, or once the receiver's node is gone. */
    private Future<Void> orGone(String address, Future<?> answer) {
        String node = BusAddress.nodeOf(address);
        Promise<Void> promise = Promise.promise();
        Set<Promise<Void>> waiting = asked.computeIfAbsent(node, first -> new HashSet<>());
        waiting.add(promise);
        answer.onComplete(answered -> {
            waiting.remove(promise);
            promise.tryComplete();
        });
        return promise.future();
    }

    private void onMembers(Members members) {
        for (String node : Set.copyOf(asked.keySet())) {
            if (!node.isEmpty() && !members.has(node)) {
                asked.remove(node).forEach(Promise::tryComplete);
            }
        }
    }

    /** Completes once it has answered, however often it said that it is busy. */
    private Future<?> ask(String address, Checkpoint checkpoint, DeliveryOptions options) {
        return Loop.until(
                answered -> answered,
                false,
                busy -> bus.<Object>request(address, checkpoint, options)
                        .map(answer -> true)
                        .recover(failure ->
                                busy(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure)));
    }

    private static boolean busy(Throwable failure) {
        return failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && reply.failureCode() == BusFailure.BUSY.code();
    }
}
