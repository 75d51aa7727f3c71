package io.weir.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatesReportTest {

    private final GatesReport report = new GatesReport(
            new Stamp("0123abcd", "2026-11-21T00:00:00Z", "A JDK 17", 2, "Linux 6", ""),
            new Step("free", 3000, 300, 90.4, 50, 14.6, new Latency(1000, 2000, 3400, 4000, 5500)),
            new Step("gated", 2000, 200, 100, 60, 17, new Latency(1640, 2000, 3400, 4000, 5500)),
            List.of(new Step("let go", 10, 1, 2, 3, 4, null)));

    @Test
    void shouldSayWhatAGateAddsAtTheMedian() {
        assertThat(report.table())
                .contains(
                        "| free | 3000 | 300 | 90 | 50 | 15 | 1.0 / 3.4 |\n",
                        "| let go | 10 | 1 | 2.0 | 3.0 | 4.0 | – |\n",
                        "an open gate adds 0.64 ms at the median\n",
                        "0123abcd, A JDK 17, 2 cores, Linux 6");
    }

    @Test
    void shouldSayTheSameAsJson() {
        // When
        Map<?, ?> json = (Map<?, ?>) Json.parse(report.json());
        // Then
        assertThat(json.get("addedMillisAtTheMedian")).hasToString("0.64");
        assertThat(json.get("released")).asString().contains("step=let go");
    }
}
