package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Future;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.InFlight;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.Unconfirmed;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events with confirms: each is accepted when the broker says so, refused when it says no, closes the
 * channel or stays silent. A channel that the broker closed over one event is replaced by the next; what was under way
 * on it is refused, since no one knows its fate.
 */
final class ConfirmedPublisher implements BlockedListener {

    private final InFlight inFlight = new InFlight();
    private final Queue<Unconfirmed> byDeadline = new ArrayDeque<>();
    private final Connection connection;
    private final String exchange;
    private final Duration timeout;
    private final Executor writing;
    private final ProviderWords words;
    private final Consumer<BrokerFailure> onChannelClosed;
    private volatile boolean blocked;
    private @Nullable ConfirmChannel channel;

    /**
     * Publishes to an exchange.
     *
     * @param timeout how long the broker may take to confirm an event
     * @param writing one thread, which may block
     * @param onChannelClosed called on any thread
     */
    ConfirmedPublisher(
            Connection connection,
            String exchange,
            Duration timeout,
            Executor writing,
            ProviderWords words,
            Consumer<BrokerFailure> onChannelClosed) {
        this.connection = connection;
        this.exchange = exchange;
        this.timeout = timeout;
        this.writing = writing;
        this.words = words;
        this.onChannelClosed = onChannelClosed;
        connection.addBlockedListener(this);
    }

    /** Publishes one event. On the event loop; the outcome comes on any thread. */
    Future<PublishOutcome> publish(PublishEvent event) {
        if (blocked) {
            return Future.succeededFuture(new PublishOutcome(false, words.blocked()));
        }
        int size = event.payload().length();
        if (!inFlight.enter(size)) {
            return Future.succeededFuture(new PublishOutcome(false, words.overloaded()));
        }
        Unconfirmed unconfirmed = new Unconfirmed(System.nanoTime() + timeout.toNanos(), () -> inFlight.leave(size));
        byDeadline.add(unconfirmed);
        writing.execute(() -> write(event, unconfirmed));
        return unconfirmed.outcome();
    }

    /** Refuses what has waited too long. On the event loop, now and then. */
    void refuseOverdue() {
        long now = System.nanoTime();
        Unconfirmed oldest = byDeadline.peek();
        while (oldest != null && (oldest.isSettled() || oldest.isDue(now))) {
            oldest.onRefused(words.unconfirmed());
            byDeadline.remove();
            oldest = byDeadline.peek();
        }
    }

    @Override
    public void handleBlocked(String reason) {
        blocked = true;
    }

    @Override
    public void handleUnblocked() {
        blocked = false;
    }

    private void write(PublishEvent event, Unconfirmed unconfirmed) {
        try {
            if (!unconfirmed.isSettled()) {
                BasicProperties properties = EventProperties.ofEvent(event.attributes());
                byte[] body = event.payload().getBytes();
                openChannel().publish(exchange, event.topic(), properties, body, unconfirmed);
            }
        } catch (IOException | ShutdownSignalException e) {
            unconfirmed.onRefused(AmqpFailure.say(words, AmqpFailure.of(e)));
        } finally {
            unconfirmed.onWritten();
        }
    }

    private ConfirmChannel openChannel() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = ConfirmChannel.open(connection, words, onChannelClosed);
        }
        return channel;
    }
}
