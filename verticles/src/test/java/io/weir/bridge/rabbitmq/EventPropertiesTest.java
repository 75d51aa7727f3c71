package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import io.weir.bus.EventAttributes;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        EventAttributes attributes = new EventAttributes("id", "/source", "type");

        // Then
        assertThat(EventProperties.read(EventProperties.ofEvent(attributes))).isEqualTo(attributes);
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
