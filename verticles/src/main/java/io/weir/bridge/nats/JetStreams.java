package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.vertx.core.Vertx;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.queue.QueueBroker;
import io.weir.bridge.queue.QueueChannel;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Durable queues as streams of JetStream, each with one consumer. */
final class JetStreams implements QueueBroker {

    private static final JetStreamOptions PATIENCE =
            JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(5)).build();

    /** The server's own code for an account or a server that has none. */
    private static final int NO_JETSTREAM = 10_039;

    private static final int SUBJECTS_OVERLAP = 10_065;
    private static final int NO_SUBJECT = 1;

    private final Vertx vertx;
    private final Executor thread;
    private final NatsAddress address;
    private final String purpose;
    private final ProviderWords words;
    private volatile Consumer<BrokerFailure> onLost = failure -> {};
    private @Nullable Connection connection;

    /** Connects when it is needed. */
    JetStreams(Vertx vertx, Executor thread, NatsAddress address, String purpose, ProviderWords words) {
        this.vertx = vertx;
        this.thread = thread;
        this.address = address;
        this.purpose = purpose;
        this.words = words;
    }

    @Override
    public Map<String, BrokerFailure> keep(LogTopics wanted) throws Exception {
        if (!stream(wanted.queue()).keep(wanted)) {
            throw new BridgeException(BusFailure.QUEUE_LOST, words.queueLost());
        }
        return Map.of();
    }

    @Override
    public QueueChannel open(String queue, Consumer<Delivery> arrived, Consumer<BrokerFailure> onLost)
            throws Exception {
        DurableStream stream = stream(queue);
        this.onLost = onLost;
        StreamChannel channel =
                new StreamChannel(vertx, thread, connection(), stream, words.provider(), arrived, onLost);
        channel.start();
        return channel;
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return e instanceof IllegalArgumentException pattern
                ? new BrokerFailure(NO_SUBJECT, String.valueOf(pattern.getMessage()))
                : NatsFailure.of(e);
    }

    @Override
    public BridgeException refusal(BrokerFailure failure) {
        return switch (failure.code()) {
            case NO_JETSTREAM -> refused("has no JetStream, which the topics of the log and what systems report need");
            case SUBJECTS_OVERLAP -> refused("has another stream that keeps a topic of the log; only one can");
            case NO_SUBJECT -> refused("cannot keep these topics: " + failure.text());
            case 0 -> new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
            default -> new BridgeException(BusFailure.REFUSED, words.queueRefused());
        };
    }

    @Override
    public void abort() {
        onLost = failure -> {};
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BridgeException refused(String why) {
        return new BridgeException(BusFailure.REFUSED, words.say(why));
    }

    private DurableStream stream(String queue) throws IOException, InterruptedException {
        Connection open = connection();
        if (!open.getServerInfo().isJetStreamAvailable()) {
            throw new NatsRefusal(new BrokerFailure(NO_JETSTREAM, "the server has no JetStream"));
        }
        JetStreamManagement management = open.jetStreamManagement(PATIENCE);
        return new DurableStream(management, queue);
    }

    private Connection connection() throws IOException, InterruptedException {
        Connection open = connection;
        if (open == null || open.getStatus() != Connection.Status.CONNECTED) {
            open = address.connect(purpose, error -> {}, failure -> onLost.accept(failure));
            connection = open;
        }
        return open;
    }
}
