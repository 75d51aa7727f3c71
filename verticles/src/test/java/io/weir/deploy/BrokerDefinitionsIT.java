package io.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker's definitions in a broker: the user can do what bridges do, and nothing else. */
class BrokerDefinitionsIT {

    private static final RabbitNode BROKER = RabbitBroker.own();

    @BeforeAll
    static void load() {
        BROKER.control(
                "import_definitions",
                DeployFolder.DEPLOY.resolve("rabbitmq/definitions.json").toString());
    }

    @Test
    void shouldLetNobodyInWithoutAPassword() {
        // Given
        BROKER.control("clear_password", "weir");

        // When, then
        assertThatThrownBy(() -> connect("")).isInstanceOf(AuthenticationFailureException.class);
    }

    @Test
    void shouldLetAUserInWhoGotAPassword() throws Exception {
        try (Connection connection = user()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    /** As bridges declare it; with other properties the broker would refuse. */
    @Test
    void shouldHaveTheExchangeThatBridgesDeclare() throws Exception {
        try (Connection connection = user();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare("weir.events", "topic", true);
            String queue = channel.queueDeclare("", false, true, true, null).getQueue();
            channel.queueBind(queue, "weir.events", "a.#");
            channel.basicPublish("weir.events", "a.b", MessageProperties.MINIMAL_BASIC, new byte[1]);
            channel.basicConsume(queue, (tag, delivery) -> {}, tag -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"weir.log.0af1", "weir.consistency.acks.weir.events"})
    void shouldLetBridgesKeepTheirQueues(String queue) throws Exception {
        try (Connection connection = user();
                Channel channel = connection.createChannel()) {
            Map<String, Object> arguments = Map.of("x-queue-type", "quorum", "x-single-active-consumer", true);
            channel.queueDeclare(queue, true, false, false, arguments);
            channel.queueBind(queue, "weir.events", "consistency.acks");
            channel.basicConsume(queue, (tag, delivery) -> {}, tag -> {});
            channel.queueDelete(queue);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "weir.secrets", "amq.topic"})
    void shouldRefuseEverythingElse(String name) throws Exception {
        try (Connection connection = user()) {
            assertThatThrownBy(() -> connection.createChannel().queueDeclare(name, true, false, false, null))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("ACCESS_REFUSED");
            assertThatThrownBy(() -> connection.createChannel().exchangeDeclare(name, "topic", true))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    private static Connection user() throws Exception {
        BROKER.control("change_password", "weir", "secret");
        return connect("secret");
    }

    private static Connection connect(String password) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(BROKER.uri("weir", password.isEmpty() ? "none" : password));
        factory.setVirtualHost("weir");
        factory.setPassword(password);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("definitions");
    }
}
