package io.weir.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.weir.bus.EventAttributes;
import io.weir.source.PublicBody;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;

/**
 * The contract of every provider, held against the event bus. It has no broker, and so nothing of {@link ProviderContract}:
 * no connection that is lost and found, nobody who is not let in, no queue that keeps events while no node runs (the log
 * keeps those of topics that are logged), no limit of its own to an event's size, and addresses that look like patterns are
 * addresses. And what is published here is a JSON value to whoever listens, with the same meaning but not the same bytes.
 */
class BusContractTest extends TopicContract {

    private final Vertx vertx = Vertx.vertx();

    @AfterAll
    void stop() {
        BridgeClient.await(vertx.close());
    }

    @Override
    protected TopicsUnderTest provider() {
        return new TopicsUnderTest() {

            @Override
            public boolean answersRequests() {
                return true;
            }

            @Override
            public ProviderClient client() {
                return new BusClient(vertx);
            }

            @Override
            public Outsider outsider() {
                return new Verticle(vertx);
            }
        };
    }

    /** Any verticle, which sends text. */
    private record Verticle(Vertx vertx) implements TopicsUnderTest.Outsider {

        @Override
        public void publish(String topic, EventAttributes attributes, String payload) {
            vertx.eventBus().publish(topic, payload, PublicBody.headers(new DeliveryOptions(), attributes));
        }

        @Override
        public TopicsUnderTest.Listening listen(String topic) {
            List<Message<Object>> arrived = new CopyOnWriteArrayList<>();
            BridgeClient.await(vertx.eventBus().consumer(topic, arrived::add).completion());
            return new TopicsUnderTest.Listening() {

                @Override
                public List<String> payloads() {
                    return arrived.stream()
                            .map(event -> PublicBody.bytes(event.body()).toString())
                            .toList();
                }

                @Override
                public List<EventAttributes> attributes() {
                    return arrived.stream()
                            .map(event -> PublicBody.attributes(event.headers()))
                            .toList();
                }
            };
        }

        @Override
        public void answer(String topic, Function<String, String> reply) {
            BridgeClient.await(vertx.eventBus()
                    .consumer(topic, request -> {
                        String answer =
                                reply.apply(PublicBody.bytes(request.body()).toString());
                        if (answer != null) {
                            request.reply(answer);
                        }
                    })
                    .completion());
        }

        @Override
        public void close() {}
    }
}
