package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.vertx.core.Deployable;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ProviderContract;
import io.weir.bridge.ProviderUnderTest;
import io.weir.bridge.TopicsUnderTest;
import io.weir.bus.EventAttributes;
import io.weir.bus.LogTopics;
import io.weir.telemetry.Metrics;
import io.weir.testing.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;

/** The contract of every provider, held against a NATS server with JetStream. */
class NatsContractIT extends ProviderContract {

    private static final NatsServer SERVER = NatsServer.create();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected ProviderUnderTest provider() {
        return new Nats();
    }

    private static final class Nats implements ProviderUnderTest {

        @Override
        public boolean answersRequests() {
            return true;
        }

        @Override
        public int tooLarge() {
            return NatsServer.MAX_EVENT_BYTES + 1;
        }

        @Override
        public void start() {
            SERVER.start();
        }

        @Override
        public void kill() {
            SERVER.kill();
        }

        @Override
        public Deployable bridge(Metrics metrics) {
            return NatsBridges.bridge(SERVER.uri(), metrics);
        }

        @Override
        public Deployable intruder(Metrics metrics, String password) {
            return NatsBridges.bridge(SERVER.uri(NatsServer.USER, password), metrics);
        }

        @Override
        public LogTopics logTopics(boolean create, String... patterns) {
            List<String> all = List.of(patterns);
            String queue = "weir.log." + Integer.toHexString(all.hashCode());
            return new LogTopics(
                    BridgeClient.PROVIDER, queue, create, Duration.ofHours(1).toMillis(), all, List.of());
        }

        @Override
        public Outsider outsider() throws Exception {
            return new Stranger(SERVER.connect());
        }
    }

    private record Stranger(Connection connection) implements TopicsUnderTest.Outsider {

        @Override
        public void publish(String topic, EventAttributes attributes, String payload) throws Exception {
            Headers headers = new Headers();
            if (attributes.id() != null) {
                headers.put("ce-id", attributes.id());
                headers.put("ce-source", attributes.source());
                headers.put("ce-type", attributes.type());
                headers.put("weir-depth", "" + attributes.depth());
            }
            connection.publish(topic, headers, payload.getBytes(StandardCharsets.UTF_8));
            connection.flush(Duration.ofSeconds(5));
        }

        @Override
        public TopicsUnderTest.Listening listen(String topic) throws Exception {
            List<Message> arrived = new CopyOnWriteArrayList<>();
            subscribe(topic, arrived::add);
            return new TopicsUnderTest.Listening() {

                @Override
                public List<String> payloads() {
                    return arrived.stream().map(Stranger::text).toList();
                }

                @Override
                public List<EventAttributes> attributes() {
                    return arrived.stream()
                            .map(Message::getHeaders)
                            .map(headers -> new EventAttributes(
                                    headers.getFirst("ce-id"),
                                    headers.getFirst("ce-source"),
                                    headers.getFirst("ce-type"),
                                    EventAttributes.depth(headers.getFirst("weir-depth"))))
                            .toList();
                }
            };
        }

        @Override
        public void answer(String topic, Function<String, String> reply) throws Exception {
            subscribe(topic, request -> {
                String answer = reply.apply(text(request));
                if (answer != null) {
                    connection.publish(request.getReplyTo(), answer.getBytes(StandardCharsets.UTF_8));
                }
            });
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }

        private void subscribe(String topic, io.nats.client.MessageHandler handler) throws Exception {
            Dispatcher dispatcher = connection.createDispatcher(handler);
            dispatcher.subscribe(topic);
            connection.flush(Duration.ofSeconds(5));
        }

        private static String text(Message message) {
            return new String(message.getData(), StandardCharsets.UTF_8);
        }
    }
}
