package io.weir.log;

import static io.weir.log.LogFixture.PROVIDER;
import static io.weir.log.LogFixture.topic;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import io.weir.graph.log.LoggedTopics;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is published where models tell what happened to them is no event of theirs. */
class ForgedEventsTest {

    private static final LoggedTopics TOPICS = LogFixture.topics(
            topic(PROVIDER, "model.Order.created"),
            topic(PROVIDER, "model.*.updated"),
            topic(PROVIDER, "#"),
            topic(PROVIDER, "a.#"));

    private final LogFixture node = LogFixture.start(LogFixture.CONFIG, TOPICS);

    @AfterEach
    void stop() {
        node.close();
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("model.Order.created", null),
                Arguments.of("model.*.updated", "model.Order.updated"),
                Arguments.of("#", "model.Order.created"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldNotLogWhatSomebodyElsePublishes(String address, String topic) {
        // given
        EventBus bus = node.vertx.eventBus();
        DeliveryOptions options = new DeliveryOptions();
        if (topic != null) {
            options.addHeader("topic", topic);
        }

        // when
        bus.publish(address, new JsonObject().put("forged", 1), options);
        Future<Boolean> refused = bus.request(address, new JsonObject().put("forged", 2), options)
                .map(false)
                .otherwise(true);

        // then
        assertThat(await(refused)).isTrue();
        await(bus.request("a.#", "real", new DeliveryOptions().addHeader("topic", "a.b")));
        assertThat(node.stored()).containsExactly("real");
        assertThat(node.handed()).containsExactly("real");
    }
}
