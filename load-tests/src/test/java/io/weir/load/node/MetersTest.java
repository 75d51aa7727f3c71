package io.weir.load.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.load.node.Meters.Meter;
import org.junit.jupiter.api.Test;

class MetersTest {

    @Test
    void shouldAddUpAMeterOverItsLabels() {
        // Given
        String text = """
                # HELP weir_triggers Topics that are open
                # TYPE weir_triggers gauge
                weir_triggers 17.0
                weir_trigger_events_in_total{shard="0"} 1.5E3
                weir_trigger_events_in_total{shard="1",note="a } b"} 500.0
                """;
        // When
        Meters meters = Meters.of(text);
        // Then
        assertThat(meters.of(Meter.TRIGGERS)).isEqualTo(17);
        assertThat(meters.of(Meter.EVENTS_IN)).isEqualTo(2000);
    }

    @Test
    void shouldTakeAMeterThatIsNotThereForZero() {
        assertThat(Meters.of("").of(Meter.NODES)).isZero();
    }
}
