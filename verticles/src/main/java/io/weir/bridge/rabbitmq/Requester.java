package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.InFlight;
import io.weir.bridge.Place;
import io.weir.bridge.ProviderWords;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.bus.RequestEvent;
import io.weir.telemetry.Metrics;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks topics and matches the replies by correlation id. Replies come straight back to the channel that asked (RabbitMQ's
 * direct reply-to), so that a request leaves no queue behind; a request that no queue takes comes back at once.
 */
final class Requester {

    private static final String DIRECT_REPLY_TO = "amq.rabbitmq.reply-to";

    private final Map<String, Promise<EventReply>> waiting = new ConcurrentHashMap<>();
    private final InFlight inFlight = new InFlight();
    private final String prefix = UUID.randomUUID() + ".";
    private final AtomicLong count = new AtomicLong();
    private final Vertx vertx;
    private final Connection connection;
    private final String exchange;
    private final Executor writing;
    private final ProviderWords words;
    private final Metrics metrics;
    private final Consumer<BrokerFailure> onChannelClosed;
    private @Nullable Channel channel;

    /**
     * Asks through an exchange.
     *
     * @param writing one thread, which may block
     * @param onChannelClosed called on any thread
     */
    Requester(
            Vertx vertx,
            Connection connection,
            String exchange,
            Executor writing,
            ProviderWords words,
            Metrics metrics,
            Consumer<BrokerFailure> onChannelClosed) {
        this.vertx = vertx;
        this.connection = connection;
        this.exchange = exchange;
        this.writing = writing;
        this.words = words;
        this.metrics = metrics;
        this.onChannelClosed = onChannelClosed;
    }

    /** Asks once. On the event loop; the reply comes on any thread. */
    Future<EventReply> request(RequestEvent request) {
        int size = request.payload().length();
        if (!inFlight.enter(size)) {
            return Future.failedFuture(new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.overloaded()));
        }
        String id = prefix + count.incrementAndGet();
        Promise<EventReply> reply = Promise.promise();
        waiting.put(id, reply);
        long timer = vertx.setTimer(
                Math.max(1, request.timeoutMillis()), due -> fail(id, BusFailure.TIMEOUT, words.noReply()));
        Place place = new Place(() -> inFlight.leave(size));
        writing.execute(() -> write(id, request, place));
        return reply.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            place.release();
        });
    }

    private void write(String id, RequestEvent request, Place place) {
        try {
            if (waiting.containsKey(id)) {
                write(id, request);
            }
        } finally {
            place.release();
        }
    }

    private void write(String id, RequestEvent request) {
        try {
            BasicProperties properties = EventProperties.ofRequest(DIRECT_REPLY_TO, id, request);
            byte[] body = request.payload().getBytes();
            openChannel().basicPublish(exchange, request.topic(), true, properties, body);
        } catch (IOException | ShutdownSignalException e) {
            fail(id, AmqpFailure.of(e));
        }
    }

    private Channel openChannel() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = open(connection.createChannel());
        }
        return channel;
    }

    private Channel open(Channel opened) throws IOException {
        opened.addReturnListener(returned ->
                fail(returned.getProperties().getCorrelationId(), BusFailure.NO_RESPONDER, words.noResponder()));
        opened.addShutdownListener(this::onShutdown);
        // Direct reply-to knows no acks; what is too late to use is counted, not kept.
        opened.basicConsume(DIRECT_REPLY_TO, true, new DefaultConsumer(opened) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                onReply(properties, body);
            }
        });
        return opened;
    }

    private void onReply(BasicProperties properties, byte[] body) {
        String id = properties.getCorrelationId();
        Promise<EventReply> reply = id == null ? null : waiting.remove(id);
        if (reply == null) {
            metrics.repliesLate().increment();
            return;
        }
        reply.complete(new EventReply(Buffer.buffer(body), EventProperties.status(properties)));
    }

    private void onShutdown(ShutdownSignalException signal) {
        BrokerFailure failure = AmqpFailure.of(signal);
        waiting.keySet().forEach(id -> fail(id, failure));
        if (AmqpFailure.isOfOneChannel(signal)) {
            onChannelClosed.accept(failure);
        }
    }

    private void fail(String id, BrokerFailure failure) {
        boolean refused = failure.code() == AMQP.ACCESS_REFUSED || failure.code() == AMQP.PRECONDITION_FAILED;
        fail(id, refused ? BusFailure.REFUSED : BusFailure.PROVIDER_LOST, AmqpFailure.say(words, failure));
    }

    private void fail(String id, BusFailure failure, String message) {
        Promise<EventReply> reply = waiting.remove(id);
        if (reply != null) {
            reply.fail(new BridgeException(failure, message));
        }
    }
}
