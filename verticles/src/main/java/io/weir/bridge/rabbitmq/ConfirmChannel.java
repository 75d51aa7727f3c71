package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.Unconfirmed;
import java.io.IOException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** One AMQP channel in confirm mode, from its opening to its end. Written to by one thread; answers come on another. */
final class ConfirmChannel {

    private final ConcurrentNavigableMap<Long, Unconfirmed> unconfirmed = new ConcurrentSkipListMap<>();
    private final Channel channel;
    private final ProviderWords words;
    private final Consumer<BrokerFailure> onClosed;

    private ConfirmChannel(Channel channel, ProviderWords words, Consumer<BrokerFailure> onClosed) {
        this.channel = channel;
        this.words = words;
        this.onClosed = onClosed;
    }

    /** Opens a channel; blocks. {@code onClosed} hears why the broker closed it. */
    static ConfirmChannel open(Connection connection, ProviderWords words, Consumer<BrokerFailure> onClosed)
            throws IOException {
        ConfirmChannel opened = new ConfirmChannel(connection.createChannel(), words, onClosed);
        opened.channel.confirmSelect();
        opened.channel.addConfirmListener(opened.confirms());
        opened.channel.addShutdownListener(signal -> {
            BrokerFailure failure = AmqpFailure.of(signal);
            opened.refuseAll(AmqpFailure.say(words, failure));
            if (AmqpFailure.isOfOneChannel(signal)) {
                onClosed.accept(failure);
            }
        });
        return opened;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Writes one event; blocks while the socket does. */
    void publish(String exchange, String topic, BasicProperties properties, byte[] body, Unconfirmed event) {
        long sequence = channel.getNextPublishSeqNo();
        event.onWriting(() -> unconfirmed.remove(sequence));
        unconfirmed.put(sequence, event);
        try {
            channel.basicPublish(exchange, topic, properties, body);
        } catch (IOException | ShutdownSignalException e) {
            event.onRefused(AmqpFailure.say(words, AmqpFailure.of(e)));
        } catch (RuntimeException e) {
            // Numbered but never sent: from here on the broker would count differently.
            event.onRefused(words.refused());
            abort();
        }
    }

    private void abort() {
        try {
            channel.abort();
        } catch (IOException e) {
            onClosed.accept(AmqpFailure.of(e));
        }
    }

    private ConfirmListener confirms() {
        return new ConfirmListener() {
            @Override
            public void handleAck(long sequence, boolean multiple) {
                settle(sequence, multiple, Unconfirmed::onAccepted);
            }

            @Override
            public void handleNack(long sequence, boolean multiple) {
                settle(sequence, multiple, event -> event.onRefused(words.refused()));
            }
        };
    }

    private void settle(long sequence, boolean multiple, Consumer<Unconfirmed> outcome) {
        if (multiple) {
            unconfirmed.headMap(sequence, true).values().forEach(outcome);
            return;
        }
        Unconfirmed event = unconfirmed.get(sequence);
        if (event != null) {
            outcome.accept(event);
        }
    }

    private void refuseAll(String reason) {
        unconfirmed.values().forEach(event -> event.onRefused(reason));
    }
}
