package io.weir.bus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every message has: a codec, golden bytes, and no way to change it. */
class BusMessagesTest {

    private final Vertx vertx = Vertx.vertx();

    static Stream<Class<?>> types() {
        return Arrays.stream(BusMessage.class.getPermittedSubclasses());
    }

    static Stream<String> samples() {
        return SampleMessages.ALL.keySet().stream();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldHaveOneCodecForEachMessage() {
        assertThat(BusCodecs.all().stream().map(WireCodec::type).collect(toSet()))
                .isEqualTo(types().collect(toSet()));
        assertThat(BusCodecs.all()).hasSize((int) types().count());
    }

    @Test
    void shouldHaveASampleOfEachMessage() {
        // When
        Set<Class<?>> sampled =
                SampleMessages.ALL.values().stream().map(Object::getClass).collect(toSet());

        // Then
        assertThat(sampled).isEqualTo(types().collect(toSet()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldBeARecordWithoutArrays(Class<?> type) {
        // Then
        assertThat(type).isRecord();
        assertThat(type.getRecordComponents())
                .extracting(RecordComponent::getType)
                .noneMatch(Class::isArray);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldHoldListsThatNoOneCanChange(String sample) throws ReflectiveOperationException {
        // Given
        BusMessage message = SampleMessages.ALL.get(sample);

        // Then
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            if (List.class.isAssignableFrom(component.getType())) {
                List<?> list = (List<?>) component.getAccessor().invoke(message);
                assertThatThrownBy(() -> list.remove(null)).isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldArriveAsTheSameObjectOnTheSameNode(String sample) throws Exception {
        // Given
        BusMessage sent = SampleMessages.ALL.get(sample);
        BusCodecs.register(vertx.eventBus());
        Promise<Object> arrived = Promise.promise();
        Future<Void> listening = vertx.eventBus()
                .consumer("here", message -> arrived.complete(message.body()))
                .completion();

        // When
        listening.onSuccess(ready -> vertx.eventBus().send("here", sent));

        // Then
        assertThat(arrived.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isSameAs(sent);
    }
}
