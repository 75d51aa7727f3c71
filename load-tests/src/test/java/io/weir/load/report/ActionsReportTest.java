package io.weir.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionsReportTest {

    private final Latency latency = new Latency(1000, 2000, 3400, 4000, 5500);
    private final ActionsReport report = new ActionsReport(
            new Stamp("0123abcd", "2026-11-21T00:00:00Z", "A JDK 17", 2, "Linux 6", ""),
            new Step("acceptance", 3000, 300, 90.4, Double.NaN, 14.6, latency),
            new Step("pgbench insert", 2000, 200, Double.NaN, 50, 17, latency),
            List.of(new Step("end", 10, 1, 2, 3, 4, null)),
            new Idle(20, 0.0041, Double.NaN));

    @Test
    void shouldCompareAcceptancesWithInserts() {
        assertThat(report.table())
                .contains(
                        "| acceptance | 3000 | 300 | 90 | – | 15 | 1.0 / 3.4 |\n",
                        "| pgbench insert | 2000 | 200 | – | 50 | 17 | 1.0 / 3.4 |\n",
                        "| end | 10 | 1 | 2.0 | 3.0 | 4.0 | – |\n",
                        "acceptances : inserts = 1.50; idle: 0.41 % of a core, PostgreSQL – %\n",
                        "0123abcd, A JDK 17, 2 cores, Linux 6");
    }

    @Test
    void shouldLeaveOutOfTheJsonWhatIsNotKnown() {
        // When
        Map<?, ?> json = (Map<?, ?>) Json.parse(report.json());
        // Then
        assertThat(json.get("acceptancesPerInsert")).hasToString("1.5");
        assertThat(json.get("accepted"))
                .asString()
                .contains("serverCpuMicros=90.4", "postgresCpuMicros=null", "clientCpuMicros=14.6");
        assertThat(json.get("idle")).asString().contains("serverCore=0.0041", "postgresCore=null");
    }
}
