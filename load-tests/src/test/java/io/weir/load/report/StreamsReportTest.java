package io.weir.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsReportTest {

    private static final Latency LATENCY = new Latency(1000, 2000, 3000, 4000, 5500);

    /** Ten events to a hundred subscribers. */
    private final Measurement logged = measurement("w-resumable", 12, 3);

    private final Measurement live = measurement("w", 10, Double.NaN);
    private final Comparison comparison =
            Comparison.of("w-resumable", List.of(logged, measurement("w-resumable", 14, 3)), List.of(live));
    private final StreamsReport report = new StreamsReport(
            new Stamp("0123abcd", "2026-11-21T00:00:00Z", "A JDK 17", 2, "Linux 6", ""),
            List.of(logged, live),
            List.of(comparison),
            List.of(new Step("replayed to 1", 1000, 500, 4, 1, 2, null)));

    @Test
    void shouldCompareWhatEventsAndFramesCost() {
        assertThat(report.table())
                .contains(
                        "| w-resumable | weir | 1000 / 1000 |",
                        "| w | weir | 1000 / 1000 |",
                        "w-resumable, logged : live: CPU µs/event, PostgreSQL included, 1600 : 1000 = 1.60;"
                                + " server CPU µs/frame 13.00 : 10.00 = 1.30\n",
                        "| replayed to 1 | 1000 | 500 | 4.0 | 1.0 | 2.0 | – |\n",
                        "replayed to 1: 250000 events per CPU-second of the node\n",
                        "0123abcd, A JDK 17, 2 cores, Linux 6");
    }

    @Test
    void shouldTellMachinesTheSame() {
        // When
        Map<?, ?> json = (Map<?, ?>) Json.parse(report.json());
        // Then
        assertThat(json.get("comparisons")).asString().contains("loggedCpuMicrosPerEvent=1600.0");
        assertThat(json.get("measurements")).asString().contains("postgresCpuMicrosPerFrame=3.0");
        assertThat(json.get("steps")).asString().contains("step=replayed to 1", "latencyMicros=null");
    }

    @Test
    void shouldShowOnlyWhatWasMeasured() {
        // Given
        StreamsReport nothing = new StreamsReport(report.stamp(), List.of(), List.of(), List.of());
        // Then
        assertThat(nothing.table()).isEqualTo("0123abcd, A JDK 17, 2 cores, Linux 6\n");
    }

    private static Measurement measurement(String workload, double serverCpu, double postgresCpu) {
        Measurement.Events events =
                new Measurement.Events(10, 0, 1000, 1000, 0, 0, 0, 0, null, 1, LATENCY, serverCpu, postgresCpu, 4);
        return new Measurement(workload, "weir", new Measurement.Memory(1, 1, 1, 1), null, events);
    }
}
