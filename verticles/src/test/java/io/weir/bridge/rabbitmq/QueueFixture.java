package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.weir.bridge.BridgeClient;
import io.weir.testing.RabbitBroker;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A bridge that reads a durable queue of its own, at a real broker. */
abstract class QueueFixture {

    final String exchange;
    final String queue;
    String uri;
    Connection connection;
    Channel broker;
    BridgeClient client;

    /** With an exchange of this beginning, and a queue that is named after it. */
    QueueFixture(String exchange, UnaryOperator<String> queue) {
        this.exchange = exchange + UUID.randomUUID();
        this.queue = queue.apply(this.exchange);
    }

    /** A bridge and who hears it. */
    abstract BridgeClient node();

    @BeforeAll
    static void waitLonger() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void connect() throws Exception {
        RabbitBroker shared = RabbitBroker.shared();
        uri = shared.uri();
        connection = shared.connect();
        broker = connection.createChannel();
        client = node();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.queueDelete(queue);
        broker.exchangeDelete(exchange);
        connection.close();
    }
}
