package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;
import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import io.weir.bridge.queue.QueueChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream, or stands by while another reader does.
 *
 * <pre>
 *  standing by ──(nobody reads)──▶ taking the consumer ──▶ reading ──(gap, silence)──▶ lost
 *       ▲                               │ another was faster
 *       └───────────────────────────────┘
 * </pre>
 *
 * <p>What a reader that is gone had not acknowledged comes first again: then the consumer is made anew, since it would
 * deliver that only much later, behind what is newer.
 */
final class StreamChannel implements QueueChannel {

    static final int MOST_UNACKNOWLEDGED = 1_000;
    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final long STAND_BY_MILLIS = 1_000;
    private static final long SILENCE_NANOS = HEARTBEAT.multipliedBy(3).toNanos();
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Queue<Message> unacknowledged = new ConcurrentLinkedQueue<>();
    private final Vertx vertx;
    private final Executor thread;
    private final Connection connection;
    private final DurableStream stream;
    private final String provider;
    private final Consumer<Delivery> arrived;
    private final Consumer<BrokerFailure> onLost;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean ended;
    private volatile long timer;
    private @Nullable Dispatcher dispatcher;

    /**
     * Does nothing until {@link #start}.
     *
     * @param thread that of all calls
     */
    StreamChannel(
            Vertx vertx,
            Executor thread,
            Connection connection,
            DurableStream stream,
            String provider,
            Consumer<Delivery> arrived,
            Consumer<BrokerFailure> onLost) {
        this.vertx = vertx;
        this.thread = thread;
        this.connection = connection;
        this.stream = stream;
        this.provider = provider;
        this.arrived = arrived;
        this.onLost = onLost;
    }

    /** Reads, or goes on trying to until {@link #abort}. */
    void start() throws IOException, JetStreamApiException, InterruptedException, TimeoutException {
        Optional<ConsumerInfo> consumer = stream.consumer();
        if (consumer.isEmpty() || consumer.get().isPushBound() || !take(consumer.get())) {
            timer = vertx.setTimer(STAND_BY_MILLIS, over -> thread.execute(this::startAgain));
        }
    }

    @Override
    public void acknowledge(long upTo) {
        Message oldest = unacknowledged.peek();
        while (oldest != null && oldest.metaData().streamSequence() <= upTo) {
            oldest.ack();
            unacknowledged.remove();
            oldest = unacknowledged.peek();
        }
    }

    /** Behind the last acknowledgement, so that the next reader does not get again what is stored. */
    @Override
    public void abort() {
        ended = true;
        vertx.cancelTimer(timer);
        endDispatcher();
    }

    private void startAgain() {
        if (ended) {
            return;
        }
        try {
            start();
        } catch (IOException | JetStreamApiException | TimeoutException | IllegalStateException e) {
            onLost.accept(NatsFailure.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean take(ConsumerInfo before)
            throws IOException, JetStreamApiException, InterruptedException, TimeoutException {
        boolean left = before.getNumAckPending() > 0;
        Reading reading = new Reading(DurableStream.handled(before), !left);
        String deliverTo = listen(reading);
        Optional<ConsumerInfo> taken = stream.take(deliverTo);
        if (taken.isPresent() && left) {
            Reading again = new Reading(DurableStream.handled(before), true);
            String claimed = listen(again);
            taken = stream.renew(claimed);
        }
        if (taken.isEmpty()) {
            endDispatcher();
            return false;
        }
        heardNanos = System.nanoTime();
        timer = vertx.setPeriodic(HEARTBEAT.toMillis(), look -> lookForSilence());
        return true;
    }

    /** The subject that reaches it; the server knows that someone listens there. */
    private String listen(Reading reading) throws InterruptedException, TimeoutException {
        if (dispatcher == null) {
            dispatcher = connection.createDispatcher();
            dispatcher.setPendingLimits(0, 0);
        }
        String inbox = connection.createInbox();
        dispatcher.subscribe(inbox, reading::onMessage);
        connection.flush(GOODBYE);
        return inbox;
    }

    private void endDispatcher() {
        Dispatcher last = dispatcher;
        dispatcher = null;
        if (last == null) {
            return;
        }
        try {
            connection.closeDispatcher(last);
            connection.flush(GOODBYE);
        } catch (TimeoutException | IllegalStateException | IllegalArgumentException e) {
            // The connection is gone, and with it what was to be ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookForSilence() {
        if (!ended && System.nanoTime() - heardNanos > SILENCE_NANOS) {
            onLost.accept(BrokerFailure.saying("the stream's consumer is silent"));
        }
    }

    /** What arrives at one deliver subject, on the client library's thread. */
    private final class Reading {

        private final boolean wanted;
        private long last;

        /**
         * Reads on.
         *
         * @param last the sequence behind which it begins
         * @param wanted whether what arrives is read, or only the place is held
         */
        Reading(long last, boolean wanted) {
            this.last = last;
            this.wanted = wanted;
        }

        void onMessage(Message message) {
            heardNanos = System.nanoTime();
            if (!wanted || ended || message.isStatusMessage() || !message.isJetStream()) {
                return;
            }
            long sequence = message.metaData().streamSequence();
            if (sequence <= last) {
                return; // delivered again, and here already
            }
            if (sequence > last + 1) {
                ended = true;
                onLost.accept(BrokerFailure.saying("the stream lacks events that were not read"));
                return;
            }
            last = sequence;
            unacknowledged.add(message);
            arrived.accept(new Delivery(sequence, EventHeaders.event(provider, message)));
        }
    }
}
