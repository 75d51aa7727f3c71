package io.weir.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.load.node.ProcessUsage;
import io.weir.load.node.RunningNode;
import io.weir.load.report.Measurement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadRunTest {

    private static final String WORKLOAD =
            "{subscribers: 12, topics: 4, rate: 400, burst: 2, idle: 50ms, warmup: 20ms, duration: 100ms}";

    private static final Patience SHORT = new Patience(Duration.ofSeconds(20), Duration.ZERO, Duration.ofMillis(500));

    @Test
    void shouldFindEveryDeliveryInPlace() throws Exception {
        // Given
        try (StandInServer server = new StandInServer(List::of)) {
            // When
            Measurement measurement = run(WORKLOAD, server);
            // Then
            Measurement.Events events = measurement.events();
            assertThat(events.published()).isEqualTo(40);
            assertThat(events.expected()).isEqualTo(120);
            assertThat(events.delivered()).isEqualTo(120);
            assertThat(events.firstFailure()).isNull();
            assertThat(events.clean()).isTrue();
            assertThat(measurement.idle()).isNotNull();
            assertThat(measurement.memory().started()).isPositive();
        }
    }

    @Test
    void shouldFindLossRepetitionAndDisorder() throws Exception {
        // Given: every event is held back until the next one, and that one comes twice; a held one gets lost at the end
        List<String> held = new ArrayList<>();
        StandInServer.Fate fate = event -> {
            if (held.isEmpty()) {
                held.add(event);
                return List.of();
            }
            return List.of(event, held.remove(0), event);
        };
        try (StandInServer server = new StandInServer(fate)) {
            // When
            Measurement.Events events = run("{subscribers: 1, rate: 500, warmup: 20ms, duration: 30ms}", server)
                    .events();
            // Then: 10 events warm up, 15 count; the last of them is held for ever
            assertThat(events.expected()).isEqualTo(15);
            assertThat(events.delivered()).isEqualTo(14);
            assertThat(events.duplicates()).isEqualTo(7);
            assertThat(events.outOfOrder()).isEqualTo(7);
            assertThat(events.clean()).isFalse();
        }
    }

    @Test
    void shouldTellWhyNothingConnects() throws Exception {
        // Given
        RunningNode node = node(new InetSocketAddress("127.0.0.1", 1));
        Workload workload = WorkloadFile.parse("w", WORKLOAD);
        // Then
        assertThatThrownBy(() -> new WorkloadRun(workload, node, new Publishers(null), SHORT).run())
                .hasMessageContaining("Connection refused");
    }

    private static Measurement run(String workload, StandInServer server) throws Exception {
        Workload parsed = WorkloadFile.parse("w", workload);
        return new WorkloadRun(parsed, node(server.address()), new Publishers(null), SHORT).run();
    }

    private static RunningNode node(InetSocketAddress address) {
        return new RunningNode(
                "stand-in", address, new ProcessUsage(ProcessHandle.current().pid()));
    }
}
