package io.weir.load.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.load.report.BusReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {

    @ParameterizedTest
    @EnumSource
    void shouldComeBackFromItsWireForm(Sample sample) {
        // Given
        BusMessage message = sample.message(100);
        MessageCodec<BusMessage, BusMessage> codec = Codecs.of(message);
        Buffer wire = Buffer.buffer();
        // When
        codec.encodeToWire(wire, message);
        // Then
        assertThat(codec.decodeFromWire(0, wire)).isEqualTo(message);
        assertThat(new JsonObject(sample.json(100).toBuffer())).isEqualTo(sample.json(100));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarrySoManyBytesInBothForms(Sample sample) {
        // Given: what is said beside the payload does not depend on it
        BusSteps steps = new BusSteps(List.of(100, 1100), 1, Duration.ofSeconds(1));
        // When
        List<BusReport.Size> sizes = steps.sizes().subList(2 * sample.ordinal(), 2 * sample.ordinal() + 2);
        // Then
        int times = sample == Sample.APPEND_EVENTS ? 16 : 1;
        assertThat(sizes.get(1).codec() - sizes.get(0).codec()).isEqualTo(1000 * times);
        assertThat(sizes.get(1).json() - sizes.get(0).json()).isEqualTo(1000 * times);
    }
}
