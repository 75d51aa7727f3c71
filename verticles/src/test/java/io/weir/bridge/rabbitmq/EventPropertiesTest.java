package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import io.weir.bus.EventAttributes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventPropertiesTest {

    @Test
    void shouldReadNothingFromBareProperties() {
        assertThat(EventProperties.read(new BasicProperties())).isEqualTo(EventAttributes.NONE);
    }

    @Test
    void shouldPreferACloudEventsHeaderToTheProperty() {
        // Given a header as it comes from the wire
        BasicProperties properties = new BasicProperties.Builder()
                .messageId("m")
                .type("t")
                .headers(Map.of("cloudEvents:id", LongStringHelper.asLongString("c")))
                .build();

        // Then
        assertThat(EventProperties.read(properties)).isEqualTo(new EventAttributes("c", null, "t"));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        // Given
        EventAttributes attributes = new EventAttributes("id", "/source", "type", 16);

        // Then
        assertThat(EventProperties.read(EventProperties.ofEvent(attributes))).isEqualTo(attributes);
    }

    @ParameterizedTest
    @MethodSource("depths")
    void shouldReadTheDepthThatAnybodyWrote(Map<String, Object> headers, int depth) {
        // Given
        BasicProperties properties =
                new BasicProperties.Builder().headers(headers).build();

        // Then
        assertThat(EventProperties.read(properties).depth()).isEqualTo(depth);
    }

    static Stream<Arguments> depths() {
        return Stream.of(
                Arguments.of(Map.of("weir-depth", 3), 3),
                Arguments.of(Map.of("weir-depth", LongStringHelper.asLongString("3")), 3),
                Arguments.of(Map.of("cloudEvents:weirdepth", 3L, "weir-depth", 4), 3),
                Arguments.of(Map.of("weir-depth", -3), 0),
                Arguments.of(Map.of("weir-depth", 3.5), 0),
                Arguments.of(Map.of("weir-depth", Map.of()), 0));
    }

    @Test
    void shouldWriteTheDepthWithoutMakingACloudEventOfIt() {
        // Given
        EventAttributes attributes = new EventAttributes(null, null, null, 3);

        // When
        BasicProperties properties = EventProperties.ofEvent(attributes);

        // Then
        assertThat(properties.getHeaders()).containsExactly(Map.entry("weir-depth", 3));
        assertThat(EventProperties.read(properties)).isEqualTo(attributes);
    }

    @Test
    void shouldPutInHeadersWhatAShortStringCannotHold() {
        // Given
        EventAttributes attributes = new EventAttributes("id", "ü".repeat(128), "type");

        // When
        BasicProperties properties = EventProperties.ofEvent(attributes);

        // Then
        assertThat(properties.getAppId()).isNull();
        assertThat(EventProperties.read(properties)).isEqualTo(attributes);
    }

    @Test
    void shouldCallNothingACloudEventThatLacksWhatOneNeeds() {
        // When
        BasicProperties properties = EventProperties.ofEvent(new EventAttributes("id", null, "type"));

        // Then
        assertThat(properties.getHeaders()).isNull();
        assertThat(properties.getMessageId()).isEqualTo("id");
    }

    @Test
    void shouldSurviveARestartOfTheBroker() {
        assertThat(EventProperties.ofEvent(EventAttributes.NONE).getDeliveryMode())
                .isEqualTo(2);
    }
}
