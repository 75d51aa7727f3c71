package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code weir.jar demo} ends: when it is told, and when it cannot start. */
class DemoEndIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private DemoProcess demo;

    @AfterEach
    void stop() {
        demo.kill();
    }

    @Test
    void shouldEndWhenItIsTold() throws Exception {
        // Given
        demo = new DemoProcess(folder, Map.of());
        demo.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(demo.printed()).contains("employeeFromEvent"));

        // When
        demo.terminate();

        // Then
        assertThat(demo.exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void shouldSayWhichPortIsTakenAndTheWayOut() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            demo = new DemoProcess(folder, Map.of("WEIR_PORT", String.valueOf(port)));

            // When
            demo.start();
            int exitCode = demo.exitCode();

            // Then
            assertThat(demo.printed()).isEqualTo("""
                            weir: port %d is taken. Set another:

                                WEIR_PORT=%d mvn -Pdemo

                            """.formatted(port, port + 1));
            assertThat(exitCode).isEqualTo(1);
        }
    }

    @Test
    void shouldSayWhichPortOfASubgraphIsTaken() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            demo = new DemoProcess(folder, Map.of("WEIR_TEAMS_PORT", String.valueOf(taken.getLocalPort())));

            // When
            demo.start();
            int exitCode = demo.exitCode();

            // Then
            assertThat(demo.printed()).contains("WEIR_TEAMS_PORT=%d mvn".formatted(taken.getLocalPort() + 1));
            assertThat(exitCode).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseARateThatIsNone() throws Exception {
        // Given
        demo = new DemoProcess(folder, Map.of("WEIR_DEMO_RATE", "fast"));

        // When
        demo.start();
        int exitCode = demo.exitCode();

        // Then
        assertThat(demo.printed()).startsWith("the rate \"fast\" is not a number");
        assertThat(exitCode).isEqualTo(2);
    }
}
