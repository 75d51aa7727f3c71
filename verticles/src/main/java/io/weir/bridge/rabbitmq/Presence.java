package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;

/**
 * Whether the broker has a queue or an exchange. It closes the channel on which someone asks for what is not there, so
 * each question has a channel of its own. Blocks.
 */
final class Presence {

    private Presence() {}

    static boolean ofExchange(Connection connection, String exchange) throws IOException {
        return of(connection, channel -> channel.exchangeDeclarePassive(exchange));
    }

    static boolean ofQueue(Connection connection, String queue) throws IOException {
        return of(connection, channel -> channel.queueDeclarePassive(queue));
    }

    private interface Question {
        void ask(Channel channel) throws IOException;
    }

    private static boolean of(Connection connection, Question question) throws IOException {
        Channel channel = connection.createChannel();
        try {
            question.ask(channel);
            return true;
        } catch (IOException e) {
            if (AmqpFailure.isNotFound(AmqpFailure.of(e))) {
                return false;
            }
            throw e;
        } finally {
            channel.abort();
        }
    }
}
