package io.weir.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterReportTest {

    private final ClusterMeasurement events = new ClusterMeasurement(
            "2 nodes",
            1000,
            4000,
            4000,
            0,
            2,
            List.of(new ClusterMeasurement.Node("all", 90, 1, 100), new ClusterMeasurement.Node("all", 30, 1, 100)),
            17,
            new Latency(1000, 2000, 3400, 4000, 5500));
    private final ClusterReport report = new ClusterReport(
            new Stamp("0123abcd", "2026-11-21T00:00:00Z", "A JDK 17", 2, "Linux 6", ""),
            List.of(events),
            List.of(new IdleNodes("2 nodes", 10, List.of(4.04, 5.0), List.of(100L << 20, 120L << 20))),
            List.of(new TopicStep("opened", 2000, 4, List.of(new TopicStep.Node("bridge", 150, 900)), 1999, 2000)));

    @Test
    void shouldTellEachNodesPartOfAnEvent() {
        assertThat(report.table())
                .contains(
                        "| 2 nodes | 4000 / 4000, 0 | 2000 | 120 = 90 + 30 | 2.00 | 17 | 1.0 / 2.0 / 3.4 |\n",
                        "| 2 nodes | 4.0 5.0 | 100 120 |\n",
                        "| opened | 2000 | 4.0 | 500 | bridge: 150 | bridge: 900 | 1999 / 2000 |\n",
                        "0123abcd, A JDK 17, 2 cores, Linux 6");
    }

    @Test
    void shouldSayTheSameAsJson() {
        // When
        Map<?, ?> json = (Map<?, ?>) Json.parse(report.json());
        // Then
        assertThat(json.get("events")).asString().contains("cpuMicrosPerEvent=90");
        assertThat(json.get("idle")).asString().contains("cpuMillisPerSecond=[4.04");
        assertThat(json.get("topics")).asString().contains("bytesPerTopic=[900");
    }

    @Test
    void shouldNotBeCleanWhenADeliveryIsMissingOrWrong() {
        assertThat(events.clean()).isTrue();
        assertThat(with(3999, 0).clean()).isFalse();
        assertThat(with(4000, 1).clean()).isFalse();
    }

    private ClusterMeasurement with(long delivered, long wrong) {
        return new ClusterMeasurement("", 1000, 4000, delivered, wrong, 2, events.nodes(), 17, events.latency());
    }
}
