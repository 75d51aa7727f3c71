package io.weir.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final long MB = 1 << 20;

    private final Stamp stamp = new Stamp("0123abcd", "2026-11-21T00:00:00Z", "A JDK 17", 2, "Linux 6", "-Xmx36m");
    private final Measurement.Memory memory = new Measurement.Memory(58 * MB, 95 * MB, 96 * MB, 97 * MB);
    private final Measurement.Events events = new Measurement.Events(
            20, 0, 200, 199, 1, 2, 0, 3, "closed", 1.5, new Latency(1000, 2000, 3000, 4000, 5500), 12.5, 0.5, 4.25);

    @Test
    void shouldStampTheJson() {
        // Given
        Report report = new Report(
                stamp, List.of(new Measurement("w", "weir", memory, new Idle(5, 0.004, Double.NaN), events)));
        // When
        Map<?, ?> json = (Map<?, ?>) Json.parse(report.json());
        // Then
        assertThat(json.get("stamp"))
                .isEqualTo(Map.of(
                        "commit", "0123abcd",
                        "time", "2026-11-21T00:00:00Z",
                        "jdk", "A JDK 17",
                        "cores", 2,
                        "os", "Linux 6",
                        "flags", "-Xmx36m"));
        assertThat(json.get("measurements"))
                .asString()
                .contains("workload=w", "rssPeak=101711872", "delivered=199", "p99.9=4000", "framesPerCpuSecond=80000");
    }

    @Test
    void shouldPutEachMeasurementOnARow() {
        // Given
        Report report = new Report(
                stamp,
                List.of(
                        new Measurement("busy", "weir", memory, null, events),
                        new Measurement("idle", "weir", memory, new Idle(5, 0.0041, 0.02), null)));
        // Then
        assertThat(report.table())
                .contains("| busy | weir | 199 / 200 | 2, 1, 3 | 1.0 / 2.0 / 3.0 / 4.0 / 5.5 | 12.50 + 0.50 | 4.25 |"
                        + " 58 / 95 / 96 / 97 | – |\n")
                .contains("| idle | weir | – | – | – | – | – | 58 / 95 / 96 / 97 | 0.41 + 2.00 |\n")
                .endsWith("0123abcd, A JDK 17, 2 cores, Linux 6, -Xmx36m\n");
    }

    @Test
    void shouldBeCleanOnlyWhenEverythingIsRight() {
        // Given
        Latency latency = events.latency();
        // Then
        assertThat(events.clean()).isFalse();
        assertThat(new Measurement.Events(20, 0, 200, 200, 0, 0, 0, 0, null, 1, latency, 1, Double.NaN, 1).clean())
                .isTrue();
        assertThat(new Measurement.Events(20, 0, 200, 200, 0, 1, 0, 0, null, 1, latency, 1, Double.NaN, 1).clean())
                .isFalse();
    }

    @Test
    void shouldStampWithWhatItFinds() throws Exception {
        // Given
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        // When
        Stamp found = Stamp.of(Path.of(System.getProperty("weir.root")), clock);
        // Then
        assertThat(found.time()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(found.jdk()).contains(System.getProperty("java.runtime.version"));
        assertThat(found.cores()).isPositive();
    }
}
